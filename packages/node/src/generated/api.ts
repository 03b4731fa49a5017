// Made by `npm run sdk:types` from the schemas in packages/contract. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptOperatorLink: {
            /** @description The part of the link after `#` */
            token: string;
            /** @description 10 to 128 characters */
            password: string;
            /** @description Required for a new operator */
            name?: string;
            /** @description Required for the first setup */
            email?: string;
        };
        AcceptedOperatorLink: {
            /** @enum {string} */
            object: "accepted_operator_link";
            email: string;
        };
        AddPaymentMethod: {
            /**
             * @description How the card behaves when charged
             * @enum {string}
             */
            testCard: "visa" | "declined" | "insufficient_funds" | "expired" | "three_d_secure" | "declines_later";
        };
        AddPlanFeature: {
            /** @description The feature's `feat_…` id or its code */
            featureId: string;
            /**
             * @default fixed
             * @enum {string}
             */
            pricingMode?: "fixed" | "ai_model";
            enabled?: boolean;
            /**
             * @description Units: up to nine decimals, stored exactly
             * @example 1
             */
            includedAmount?: number;
            unlimited?: boolean;
            overage?: {
                enabled?: boolean;
                /**
                 * @description Rate scale, per unit. On a balance plan this is the price of every unit.
                 * @example 100000
                 */
                unitPrice?: number;
            };
            /**
             * @description Credits
             * @example 1000
             */
            creditsPerUnit?: number | null;
            /**
             * @description Basis points: 2000 = 20 %
             * @example 2000
             */
            margin?: number | null;
            /**
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` rounds it to a nano
             * @enum {string}
             */
            rounding?: "ceil" | "exact";
            /**
             * @description How seats added during a period are charged for the rest of it: with the next renewal, or at once with an invoice
             * @enum {string}
             */
            seatBilling?: "true_up" | "immediate";
            /** @description Seats: the maximum number */
            maxSeats?: number | null;
        };
        AddPlanToGroup: {
            /** @description The plan's `plan_…` id or its code */
            planId: string;
            /** @description Default: above all other plans. If the rank is taken, that plan and those above it move up. */
            sortOrder?: number;
        };
        AddSeats: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /** @example api_calls */
            featureCode: string;
            /**
             * @description Number of seats to add
             * @example 2
             */
            count: number;
            /**
             * @description The most that may be charged now, settlement scale. If it would be more, the request is refused with `total_above_maximum`. Send the total of a preview to charge at most what was shown.
             * @example 2900
             */
            maxTotal?: number;
        };
        AddedPlanToGroup: {
            /** @enum {string} */
            object: "plan_group";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example pgr_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            planId: string;
            sortOrder: number;
            /** @enum {boolean} */
            success: true;
        };
        Address: {
            line1: string;
            line2?: string;
            city: string;
            state?: string;
            postalCode: string;
            country: string;
            region?: string;
        };
        AdjustBalance: {
            /**
             * @description Signed. Balance plan: rate scale (10000 = $1.00), up to five decimals; credits plan: credits, up to nine decimals
             * @example -5000
             */
            amount: number;
            reason?: string;
            /** @enum {string} */
            type?: "balance" | "credits";
        };
        AdvanceTestClock: {
            /** @example 30 */
            advanceDays?: number;
            /**
             * Format: date-time
             * @description Where the clock is to stand; never before its time
             * @example 2026-01-15T10:00:00Z
             */
            frozenTime?: string;
        };
        AiEventList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["UsageEvent"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        AiTotals: {
            /** @enum {string} */
            object: "ai_totals";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            to: string;
            events: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            inputTokens: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            outputTokens: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            cacheReadTokens: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            cacheWriteTokens: number;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            aiCostNanos: string;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            aiChargedNanos: string;
            /** @description At most 50, highest charges first */
            groups: {
                key: string;
                label: string;
                events: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                inputTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                outputTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                cacheReadTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                cacheWriteTokens: number;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                aiCostNanos: string;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                aiChargedNanos: string;
            }[];
            /** @description Everything that is not in `groups`; null if there is nothing else */
            others: {
                /** @description Number of groups */
                count: number;
                events: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                inputTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                outputTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                cacheReadTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                cacheWriteTokens: number;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                aiCostNanos: string;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                aiChargedNanos: string;
            } | null;
        };
        AiTotalsQuery: {
            /**
             * @default model
             * @enum {string}
             */
            groupBy?: "model" | "feature" | "customer";
            customerId?: string;
            feature?: string;
            /** @description Any name of a model; selects the usage priced as that model */
            model?: string;
            /**
             * Format: date-time
             * @description Default: 30 days before `to`. Rounded down to the hour
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Default: now. Rounded up to the hour
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
        };
        ApiError: {
            type: string;
            /** @enum {string} */
            code: "invalid_json" | "unauthorized" | "insufficient_balance" | "insufficient_credits" | "included_limit_reached" | "payment_failed" | "forbidden" | "no_active_subscription" | "feature_not_in_plan" | "feature_disabled" | "seat_limit_reached" | "sandbox_only" | "not_found" | "customer_not_found" | "customer_credit_not_found" | "feature_not_found" | "plan_not_found" | "plan_group_not_found" | "price_not_found" | "plan_feature_not_found" | "subscription_not_found" | "model_not_found" | "exchange_rate_not_found" | "event_not_found" | "webhook_event_not_found" | "webhook_not_found" | "webhook_delivery_not_found" | "refused_usage_not_found" | "invoice_not_found" | "invoice_line_not_found" | "credit_note_not_found" | "credit_note_line_not_found" | "payment_not_found" | "transaction_not_found" | "payment_method_not_found" | "credit_pack_not_found" | "purchase_not_found" | "api_key_not_found" | "method_not_allowed" | "duplicate" | "idempotency_key_mismatch" | "idempotency_in_progress" | "already_has_active_subscription" | "external_id_taken" | "code_taken" | "last_owner" | "model_already_exists" | "feature_in_use" | "subscription_not_open" | "invalid_state" | "total_above_maximum" | "clock_is_advancing" | "mail_not_configured" | "payload_too_large" | "unsupported_media_type" | "validation_error" | "pricing_mode_mismatch" | "amount_too_small" | "timestamp_out_of_range" | "read_too_broad" | "rate_limited" | "internal_error" | "unavailable";
            message: string;
            param?: string;
            details?: unknown;
            docUrl: string;
        };
        ApiKey: {
            /** @enum {string} */
            object: "api_key";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example key_01h455vb4pex5vsknk084sn02q */
            id: string;
            name: string;
            /**
             * @description `full`: everything; `ingest`: track and check usage; `read`: GET only
             * @enum {string}
             */
            scope: "full" | "ingest" | "read";
            /**
             * @description The first characters, to tell keys apart
             * @example ck_test_a1b2
             */
            prefix: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            lastUsedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            revokedAt: string | null;
        };
        ApiKeyList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["ApiKey"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        Balance: {
            /** @enum {string} */
            object: "balance";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /**
             * @description How usage is paid: counted and billed, from credits, or from a money balance
             * @enum {string}
             */
            consumptionModel: "metered" | "credits" | "balance";
            /**
             * @description A currency such as USD, or `credits`
             * @example USD
             */
            unit: string;
            /**
             * @description Rate scale for money (10000 = $1.00), else credits
             * @example 125000
             */
            remaining: number;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            remainingNanos: string;
            /**
             * @description The part of `remaining` that comes from the plan's allowance: rate scale for money, else credits
             * @example 125000
             */
            allowance: number;
            /**
             * @description The part of `remaining` that survives a reset: rate scale for money, else credits
             * @example 125000
             */
            purchased: number;
            /**
             * @description What the plan gives at each reset: rate scale for money, else credits
             * @example 125000
             */
            included: number;
            blockOnExhaustion: boolean;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        BalanceChange: {
            /** @enum {string} */
            object: "balance_change";
            /** @description false in a sandbox environment */
            livemode: boolean;
            balance: components["schemas"]["Balance"];
            entry: components["schemas"]["LedgerEntry"];
        };
        BalanceExhaustedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "balance.exhausted";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["RemainderState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        BalanceHistory: {
            /** @enum {string} */
            object: "balance_history";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @description A currency such as USD, or `credits`; null where there never was a balance */
            unit: string | null;
            points: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                at: string;
                /**
                 * @description Nanos: 10^-9 of the unit. After the entries of `at` and before; null where there was no balance of this unit
                 * @example 12600000
                 */
                balanceNanos: string | null;
            }[];
        };
        BalanceHistoryQuery: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /** @description Up to now. Default: since the customer's first entry */
            days?: number;
        };
        BalanceLowEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "balance.low";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["RemainderState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        BalanceTopup: {
            /** @enum {string} */
            object: "balance_topup";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            amount: number;
            /**
             * @description `pending`: its invoice has not been paid. `applied`: it was added to the account. `held`: paid, and added once the customer's account uses its unit again. `void`: the invoice was voided, or fully credited or refunded before it was added, so nothing is added.
             * @enum {string}
             */
            status: "pending" | "applied" | "held" | "void";
            /** @example pur_01h455vb4pex5vsknk084sn02q */
            purchaseId: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @description The current balance; includes the purchase if it is `applied` */
            balance: {
                /** @enum {string} */
                object: "balance";
                /** @description false in a sandbox environment */
                livemode: boolean;
                /** @example sub_01h455vb4pex5vsknk084sn02q */
                subscriptionId: string;
                /** @example cus_01h455vb4pex5vsknk084sn02q */
                customerId: string;
                /**
                 * @description How usage is paid: counted and billed, from credits, or from a money balance
                 * @enum {string}
                 */
                consumptionModel: "metered" | "credits" | "balance";
                /**
                 * @description A currency such as USD, or `credits`
                 * @example USD
                 */
                unit: string;
                /**
                 * @description Rate scale for money (10000 = $1.00), else credits
                 * @example 125000
                 */
                remaining: number;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                remainingNanos: string;
                /**
                 * @description The part of `remaining` that comes from the plan's allowance: rate scale for money, else credits
                 * @example 125000
                 */
                allowance: number;
                /**
                 * @description The part of `remaining` that survives a reset: rate scale for money, else credits
                 * @example 125000
                 */
                purchased: number;
                /**
                 * @description What the plan gives at each reset: rate scale for money, else credits
                 * @example 125000
                 */
                included: number;
                blockOnExhaustion: boolean;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                updatedAt: string;
            };
            entry: components["schemas"]["LedgerEntry"] | null;
        };
        BilledPart: {
            /**
             * @description Units beyond the included ones, negative if usage was taken back; null if the balance was deducted
             * @example 1
             */
            quantity: number | null;
            /**
             * @description Units covered by what the plan includes
             * @example 1
             */
            coveredQuantity: number | null;
            /**
             * @description The event's part of the line's exact amount, in nanos
             * @example 12600000
             */
            amountNanos: string;
            /**
             * @description The part of the event's cost that the balance paid, in nanos; null if usage is counted
             * @example 12600000
             */
            coveredNanos: string | null;
        };
        Branding: {
            /** @enum {string} */
            object: "branding";
            /** @description false in a sandbox environment */
            livemode: boolean;
            legalName: string | null;
            address: components["schemas"]["Address"] | null;
            taxId: string | null;
            email: string | null;
            website: string | null;
            accentColor: string | null;
            footer: string | null;
            paymentInstructions: string | null;
            /**
             * @description Days from the date of issue until payment is due
             * @example 30
             */
            netDays: number;
            /** @description The image is at `/branding/logo` */
            logo: {
                /** @enum {string} */
                contentType: "image/png" | "image/jpeg";
                width: number;
                height: number;
                bytes: number;
            } | null;
            /**
             * Format: date-time
             * @description null if nothing was set yet
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string | null;
        };
        /** Format: binary */
        BrandingLogo: string;
        BuyCredits: {
            /** @example pack_01h455vb4pex5vsknk084sn02q */
            creditPackId: string;
        };
        CancelInPortal: {
            reason?: string;
        };
        CancelSubscription: {
            reason?: string;
            /**
             * @description true: cancel now instead of at the end of the period
             * @default false
             */
            immediate?: boolean;
        };
        CardOfTransaction: {
            /** @example pm_01h455vb4pex5vsknk084sn02q */
            id: string | null;
            brand: string;
            last4: string;
        };
        CatalogSync: {
            /** @enum {string} */
            object: "catalog_sync";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @enum {string} */
            status: "never" | "succeeded" | "failed";
            modelsAdded: number;
            pricesAdded: number;
            unchanged: number;
            /** @description Rows of the public list without a usable token price */
            skipped: number;
            error: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            lastSucceededAt: string | null;
        };
        ChangePlan: {
            /**
             * @description Left out: the same plan
             * @example pro
             */
            newPlanId?: string;
            /**
             * @description Left out: the same interval, or the plan's default one where it has no price for that
             * @enum {string}
             */
            newBillingInterval?: "weekly" | "monthly" | "quarterly" | "yearly";
            /**
             * @description Where the customer goes on from `checkoutUrl`, where the change has to be paid there
             * @example https://example.com/thanks
             */
            successUrl?: string;
            /**
             * @description The most that may be charged now beside `overage`, which is owed in any case; settlement scale. If it would be more, the request is refused with `total_above_maximum`. Send a preview's `total` without its `overage` to charge what was shown.
             * @example 2900
             */
            maxTotal?: number;
        };
        ChargePayment: {
            /**
             * @description Settlement scale: 100 = $1.00
             * @example 2900
             */
            amount: number;
            /**
             * @description ISO 4217 code, in upper or lower case
             * @example USD
             */
            currency: string;
            description: string;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
        };
        CheckUsage: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /** @example api_calls */
            feature?: string;
            /** @example api_calls */
            featureCode?: string;
            /**
             * @description Units, like `value` of an event. Default: 1
             * @example 1
             */
            quantity?: number;
            model?: string;
            /**
             * @description Tokens billed at the input price: neither read from nor written to the cache
             * @example 1000
             */
            inputTokens?: number;
            /** @example 1000 */
            outputTokens?: number;
            /** @example 1000 */
            cacheReadTokens?: number;
            /**
             * @description Tokens written to the cache for five minutes. Does not include cacheWrite1hTokens: no token is counted twice
             * @example 1000
             */
            cacheWriteTokens?: number;
            /**
             * @description Tokens written to the cache for an hour
             * @example 1000
             */
            cacheWrite1hTokens?: number;
            /**
             * @description Part of outputTokens
             * @example 1000
             */
            reasoningTokens?: number;
        };
        CheckoutLink: {
            /** @enum {string} */
            object: "checkout";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example chk_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string | null;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
            checkoutUrl: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string;
        };
        ClosedPortal: {
            /** @enum {string} */
            object: "closed_portal";
        };
        ConnectPaymentProvider: {
            /** @enum {string} */
            provider: "stripe";
            /** @description A secret or restricted key: `sk_test_…` or `rk_test_…` in a sandbox, `…_live_…` in live */
            secretKey: string;
            /** @description The secret that Stripe signs its events with */
            webhookSecret: string;
        };
        ConnectedPaymentProvider: {
            /** @enum {string} */
            object: "payment_provider";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @enum {string} */
            provider: "sandbox" | "stripe" | "manual";
            /**
             * @description URL for Stripe's webhook events; each environment has its own
             * @example https://billing.example.com/provider-webhooks/stripe/env_…
             */
            webhookUrl: string;
            /** @description The events to enable at Stripe */
            webhookEvents: string[];
            /** @description null if Stripe is not connected */
            stripe: {
                /** @description null if a restricted key has no permission to read it */
                account: string | null;
                /**
                 * @description The last characters of the secret key
                 * @example x7Qz
                 */
                keyHint: string;
                /**
                 * @description The last characters of the webhook signing secret; null if they were not stored
                 * @example 9f3K
                 */
                webhookSecretHint: string | null;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                connectedAt: string;
            } | null;
        };
        Consumption: {
            /**
             * @description How usage is paid: counted and billed, from credits, or from a money balance
             * @enum {string}
             */
            model: "metered" | "credits" | "balance";
            /**
             * @description In `unit`; money in rate scale: 10000 = $1.00
             * @example 12.6
             */
            deducted: number;
            /**
             * @description What is left directly after the event, in `unit` (rate scale for money); null without a limit
             * @example 12.6
             */
            remaining: number | null;
            /** @description A currency, `credits`, or `units` */
            unit: string;
            /**
             * @description Metered: the period's total after this event, in units
             * @example 1
             */
            used?: number;
            /**
             * @description Metered: units included in the plan
             * @example 1
             */
            included?: number;
        };
        Cost: {
            currency: string;
            /**
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` rounds it to a nano
             * @enum {string}
             */
            rounding: "ceil" | "exact";
            /** @description Units of the currency per unit of the model's price currency; absent if both are the same */
            exchangeRate?: number;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            total: number;
            /**
             * @description Fixed price: number of units
             * @example 1
             */
            quantity?: number;
            /**
             * @description Fixed price: price per unit, rate scale
             * @example 12.6
             */
            unitPrice?: number;
            /** @description The model of the catalog that it was priced as */
            model?: string;
            /**
             * @description The price that was applied
             * @example mprice_01h455vb4pex5vsknk084sn02q
             */
            priceId?: string;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            inputCost?: number;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            outputCost?: number;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            cacheReadCost?: number;
            /**
             * @description Five-minute and one-hour cache writes, rate scale
             * @example 12.6
             */
            cacheWriteCost?: number;
            /**
             * @description Sum of the costs before the margin, rate scale
             * @example 12.6
             */
            subtotal?: number;
            /** @description Basis points */
            margin?: number;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            marginAmount?: number;
        };
        CreateApiKey: {
            name: string;
            /**
             * @description `full`: everything; `ingest`: track and check usage; `read`: GET only
             * @default full
             * @enum {string}
             */
            scope?: "full" | "ingest" | "read";
            expiresInDays?: number;
        };
        CreateCreditNote: {
            /**
             * @description Settlement scale: 100 = $1.00
             * @example 2900
             */
            amount?: number;
            lines?: {
                /**
                 * @description The invoice line that is credited
                 * @example iline_01h455vb4pex5vsknk084sn02q
                 */
                lineId?: string;
                /** @description Default: the description of the credited line, or else the reason */
                description?: string;
                /**
                 * @description Settlement scale: 100 = $1.00
                 * @example 2900
                 */
                amount: number;
            }[];
            reason: string;
            /**
             * @description For an open invoice, `open_amount`: the amount due is reduced. For a paid one, `customer_credit` (the default): it becomes a credit of the customer; `refund`: the payment provider that took the money returns it; or `outside`: you return it yourself.
             * @enum {string}
             */
            settlement?: "open_amount" | "customer_credit" | "refund" | "outside";
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
        };
        CreateCreditPack: {
            name: string;
            description?: string | null;
            /**
             * @description Credits that the customer receives
             * @example 1000
             */
            credits: number;
            /**
             * @description Settlement scale: 100 = $1.00; above 0. To give credits for free, adjust the balance.
             * @example 1900
             */
            price: number;
            /**
             * @description Only subscriptions in this currency can buy it
             * @default USD
             * @example USD
             */
            currency?: string;
            /**
             * @description Whether it can be bought
             * @default true
             */
            isActive?: boolean;
        };
        CreateCustomer: {
            /** @description Your own id. Creating the same id again returns the existing customer. */
            id?: string;
            /** @description The same as `id`; send one of them */
            externalId?: string;
            /** Format: email */
            email?: string;
            fullName?: string;
            taxDocument?: string;
            timezone?: string;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            address?: components["schemas"]["Address"];
        };
        /** @description 1 to 100 customers; each succeeds or fails on its own */
        CreateCustomerBatch: {
            customers: unknown[];
        };
        CreateExchangeRate: {
            /**
             * @description ISO 4217 code, in upper or lower case
             * @example USD
             */
            currency: string;
            /**
             * @description Units of the currency per US dollar: above 0, up to nine decimals
             * @example 150
             */
            rate: number;
            /**
             * Format: date-time
             * @description Usage from this time on is converted at this rate. Default: now
             * @example 2026-01-15T10:00:00Z
             */
            effectiveFrom?: string;
        };
        CreateFeature: {
            name: string;
            /** @example api_calls */
            code: string;
            /**
             * @description `usage` is an alias of `metered`, `bool` of `boolean`
             * @enum {string}
             */
            type: "metered" | "usage" | "boolean" | "bool" | "seats";
            description?: string | null;
            unitName?: string | null;
        };
        CreateInvoice: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /**
             * @description Settlement scale: 100 = $1.00
             * @example 2900
             */
            amount?: number;
            /** @description Description of the invoice and, with `amount`, of its single line */
            description?: string;
            lines?: components["schemas"]["NewInvoiceLine"][];
            /**
             * @description Creates a draft: it has no number, is not collected, and can be deleted
             * @default false
             */
            draft?: boolean;
            /**
             * @description Default: the currency of the customer's subscription, or of the last one if it has ended
             * @example USD
             */
            currency?: string;
            /**
             * @description Days from the date of issue until payment is due
             * @example 30
             */
            netDays?: number;
            /**
             * @description The finalized invoice of the same customer that this one corrects
             * @example inv_01h455vb4pex5vsknk084sn02q
             */
            correctsInvoiceId?: string;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
        };
        CreateModel: {
            provider: string;
            modelId: string;
            displayName?: string;
            /**
             * @default language
             * @enum {string}
             */
            kind?: "language" | "embedding" | "image" | "audio" | "other";
            price: components["schemas"]["CreateModelPrice"];
        };
        CreateModelAlias: {
            /**
             * @description The name that your code sends
             * @example my-fast-model
             */
            alias: string;
            /**
             * @description `provider/modelId` from the catalog
             * @example openai/gpt-4o-mini
             */
            model: string;
        };
        CreateModelPrice: {
            /**
             * @description Rate scale per million tokens: 30000 = $3.00
             * @example 30000
             */
            inputPrice: number;
            /**
             * @description Rate scale per million tokens: 150000 = $15.00. Required except for embedding models, which return no tokens; send 0 if output is free
             * @example 150000
             */
            outputPrice?: number;
            /**
             * @description Rate scale per million tokens; default: the input price
             * @example 30000
             */
            cacheReadPrice?: number | null;
            /**
             * @description Rate scale per million tokens; default: the input price
             * @example 30000
             */
            cacheWritePrice?: number | null;
            /**
             * @description Rate scale per million tokens; default: the cache write price
             * @example 30000
             */
            cacheWrite1hPrice?: number | null;
            /**
             * @description Rate scale per million tokens; only if reasoning tokens have a different price than output
             * @example 30000
             */
            reasoningPrice?: number | null;
            /** @default [] */
            tiers?: components["schemas"]["CreateModelPriceTier"][];
            /**
             * Format: date-time
             * @description Default: now, so that earlier events keep their price. The first price of a new model applies to all times by default, so that refused usage can be replayed
             * @example 2026-01-15T10:00:00Z
             */
            effectiveFrom?: string;
        };
        CreateModelPriceTier: {
            /** @description Applies if the whole prompt has more tokens than this */
            aboveTokens: number;
            /**
             * @description Rate scale per million tokens: 30000 = $3.00
             * @example 30000
             */
            inputPrice: number;
            /**
             * @description Rate scale per million tokens: 150000 = $15.00. Required except for embedding models, which return no tokens; send 0 if output is free
             * @example 150000
             */
            outputPrice?: number;
            /**
             * @description Rate scale per million tokens; default: the input price
             * @example 30000
             */
            cacheReadPrice?: number | null;
            /**
             * @description Rate scale per million tokens; default: the input price
             * @example 30000
             */
            cacheWritePrice?: number | null;
            /**
             * @description Rate scale per million tokens; default: the cache write price
             * @example 30000
             */
            cacheWrite1hPrice?: number | null;
            /**
             * @description Rate scale per million tokens; only if reasoning tokens have a different price than output
             * @example 30000
             */
            reasoningPrice?: number | null;
        };
        CreatePayment: {
            /**
             * @description Settlement scale: 100 = $1.00
             * @example 2900
             */
            amount: number;
            /**
             * @description ISO 4217 code, in upper or lower case
             * @example USD
             */
            currency: string;
            description: string;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            /**
             * @description Left out: a new customer is made for whoever pays
             * @example user_123
             */
            customerId?: string;
            /**
             * @description Where the customer is redirected after the payment
             * @example https://example.com/thanks
             */
            successUrl?: string;
        };
        CreatePlan: {
            name: string;
            /** @example api_calls */
            code: string;
            description?: string | null;
            /**
             * @description How usage is paid: counted and billed, from credits, or from a money balance
             * @default metered
             * @enum {string}
             */
            consumptionModel?: "metered" | "credits" | "balance";
            /** @default true */
            isPublic?: boolean;
            /** @default false */
            isFree?: boolean;
            /** @default false */
            isDefault?: boolean;
            /**
             * @description Balance plans: refuse usage that costs more than the remaining balance (402)
             * @default true
             */
            blockOnExhaustion?: boolean;
            /**
             * @description Balance plans: keep paid top-ups when the allowance resets
             * @default false
             */
            topupsSurviveReset?: boolean;
            /**
             * @description Group to add the plan to, as its highest plan
             * @example pgr_01h455vb4pex5vsknk084sn02q
             */
            planGroupId?: string;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
        };
        CreatePlanGroup: {
            name: string;
            description?: string | null;
            /**
             * @description Plans of a private group are not included in lists of plans
             * @default true
             */
            isPublic?: boolean;
        };
        CreatePlanPrice: {
            /** @enum {string} */
            billingInterval: "weekly" | "monthly" | "quarterly" | "yearly";
            /**
             * @description Settlement scale: 100 = $1.00
             * @example 2900
             */
            price: number;
            /** @default 0 */
            trialDays?: number;
            /** @default false */
            isDefault?: boolean;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 100000
             */
            includedBalance?: number | null;
            /**
             * @description Credits
             * @example 1000
             */
            includedCredits?: number | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
        };
        CreatePortalSession: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /**
             * @description Instead of `customerId`: the only customer with this e-mail address
             * @example ada@example.com
             */
            email?: string;
            /**
             * @description Where the portal leads back to
             * @example https://example.com/account
             */
            returnUrl?: string;
        };
        CreateRecoveryLink: {
            /**
             * @description Where the customer is redirected after the payment
             * @example https://example.com/thanks
             */
            successUrl?: string;
        };
        CreateSubscription: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /** @description The plan's `plan_…` id or its code */
            planId?: string;
            /** @example api_calls */
            planCode?: string;
            /** @example price_01h455vb4pex5vsknk084sn02q */
            priceId?: string;
            /** @enum {string|null} */
            billingInterval?: "weekly" | "monthly" | "quarterly" | "yearly" | null;
            /**
             * @description Currency of its invoices and balance, fixed for its whole life; one that the plan is sold in. Default: USD
             * @example USD
             */
            currency?: string;
            /** @description What the customer sees it called. The name of the plan it is on where left out. */
            name?: string;
            /**
             * @description Number of seats by feature code
             * @example {
             *       "editor": 5
             *     }
             */
            initialSeats?: {
                [key: string]: number;
            };
            /** @default false */
            skipTrial?: boolean;
            customTrialDays?: number;
            /** @description true: charged and active at once. false: paid at `checkoutUrl` first. Default: the environment's setting `collection`. If it is paid elsewhere, send false and then call `POST /subscriptions/{id}/activate`. */
            activate?: boolean;
            /**
             * Format: date-time
             * @description After now and within two years; the subscription is a `draft` until then and begins by itself. Default: now
             * @example 2026-01-15T10:00:00Z
             */
            startDate?: string;
            /**
             * @description Where the customer is redirected after the payment
             * @example https://example.com/thanks
             */
            successUrl?: string;
        };
        CreateWebhook: {
            /**
             * @description An https URL; in a sandbox also http. Without user name and fragment
             * @example https://example.com/webhooks/farthing
             */
            url: string;
            /**
             * @description Event types; `*` means all
             * @example [
             *       "subscription.activated"
             *     ]
             */
            events: ("*" | "subscription.created" | "subscription.activated" | "subscription.updated" | "subscription.canceled" | "subscription.past_due" | "payment.received" | "payment.failed" | "payment.disputed" | "subscription.plan_changed" | "subscription.paused" | "subscription.resumed" | "subscription.reactivated" | "balance.low" | "balance.exhausted" | "credits.low" | "credits.exhausted" | "invoice.created" | "invoice.finalized" | "invoice.paid" | "invoice.voided" | "invoice.uncollectible" | "invoice.deleted" | "credit_note.created" | "usage.refused" | "webhook.test" | "model.price_changed")[];
            description?: string;
            /** @description Stored and returned, without effect: events have one form */
            apiVersion?: string;
        };
        CreatedApiKey: {
            /** @enum {string} */
            object: "api_key";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example key_01h455vb4pex5vsknk084sn02q */
            id: string;
            name: string;
            /**
             * @description `full`: everything; `ingest`: track and check usage; `read`: GET only
             * @enum {string}
             */
            scope: "full" | "ingest" | "read";
            /**
             * @description The first characters, to tell keys apart
             * @example ck_test_a1b2
             */
            prefix: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            lastUsedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            revokedAt: string | null;
            /** @description The key itself. Shown once, stored only as a hash. */
            key: string;
        };
        CreatedOperatorLink: {
            /** @enum {string} */
            object: "created_operator_link";
            /** @description Path below the dashboard's address */
            path: string;
            email: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string;
        };
        CreatedWebhook: {
            /** @enum {string} */
            object: "webhook";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example whk_01h455vb4pex5vsknk084sn02q */
            id: string;
            url: string;
            events: string[];
            description: string | null;
            apiVersion: string | null;
            isActive: boolean;
            disabledReason: ("gone" | "failing") | null;
            /**
             * Format: date-time
             * @description When it was switched off
             * @example 2026-01-15T10:00:00.000Z
             */
            disabledAt: string | null;
            /**
             * Format: date-time
             * @description First failure since the last success
             * @example 2026-01-15T10:00:00.000Z
             */
            failingSince: string | null;
            /**
             * Format: date-time
             * @description Until when webhooks are also signed with a replaced secret
             * @example 2026-01-15T10:00:00.000Z
             */
            previousSecretExpiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description The secret that webhooks are signed with. Shown once.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        CreditGrant: {
            /** @enum {string} */
            object: "credit_grant";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example pack_01h455vb4pex5vsknk084sn02q */
            creditPackId: string;
            /**
             * @description Credits, up to nine decimals
             * @example 1000
             */
            credits: number;
            /**
             * @description `pending`: its invoice has not been paid. `applied`: it was added to the account. `held`: paid, and added once the customer's account uses its unit again. `void`: the invoice was voided, or fully credited or refunded before it was added, so nothing is added.
             * @enum {string}
             */
            status: "pending" | "applied" | "held" | "void";
            /** @example pur_01h455vb4pex5vsknk084sn02q */
            purchaseId: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @description The current balance; includes the purchase if it is `applied` */
            balance: {
                /** @enum {string} */
                object: "balance";
                /** @description false in a sandbox environment */
                livemode: boolean;
                /** @example sub_01h455vb4pex5vsknk084sn02q */
                subscriptionId: string;
                /** @example cus_01h455vb4pex5vsknk084sn02q */
                customerId: string;
                /**
                 * @description How usage is paid: counted and billed, from credits, or from a money balance
                 * @enum {string}
                 */
                consumptionModel: "metered" | "credits" | "balance";
                /**
                 * @description A currency such as USD, or `credits`
                 * @example USD
                 */
                unit: string;
                /**
                 * @description Rate scale for money (10000 = $1.00), else credits
                 * @example 125000
                 */
                remaining: number;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                remainingNanos: string;
                /**
                 * @description The part of `remaining` that comes from the plan's allowance: rate scale for money, else credits
                 * @example 125000
                 */
                allowance: number;
                /**
                 * @description The part of `remaining` that survives a reset: rate scale for money, else credits
                 * @example 125000
                 */
                purchased: number;
                /**
                 * @description What the plan gives at each reset: rate scale for money, else credits
                 * @example 125000
                 */
                included: number;
                blockOnExhaustion: boolean;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                updatedAt: string;
            };
            entry: components["schemas"]["LedgerEntry"] | null;
        };
        CreditNote: {
            /** @enum {string} */
            object: "credit_note";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example cn_01h455vb4pex5vsknk084sn02q */
            id: string;
            /**
             * @description Numbered without gaps in the environment
             * @example CN-000042
             */
            number: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example USD */
            currency: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            total: number;
            reason: string;
            /** @enum {string} */
            settlement: "open_amount" | "customer_credit" | "refund" | "outside";
            /**
             * @description The refund, for settlement `refund`; it may still be `pending`. Null if it failed at the bank: refund the same amount of the transaction again in its place
             * @example rfd_01h455vb4pex5vsknk084sn02q
             */
            refundId: string | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata: {
                [key: string]: string | number | boolean | null;
            } | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            issuedAt: string;
            lines: {
                /** @enum {string} */
                object: "credit_note_line";
                /** @description false in a sandbox environment */
                livemode: boolean;
                /** @example cnline_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example iline_01h455vb4pex5vsknk084sn02q */
                invoiceLineId: string | null;
                description: string;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                amount: number;
            }[];
        };
        CreditNoteCreatedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "credit_note.created";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["CreditNoteState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        CreditNoteDownload: {
            /** @enum {string} */
            object: "credit_note_download";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example cn_01h455vb4pex5vsknk084sn02q */
            creditNoteId: string;
            /** @example CN-000042.pdf */
            fileName: string;
            /** @description Needs no API key; anyone with the link can read the credit note */
            url: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string;
        };
        CreditNoteList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["CreditNoteListItem"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        CreditNoteListItem: {
            /** @enum {string} */
            object: "credit_note";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example cn_01h455vb4pex5vsknk084sn02q */
            id: string;
            /**
             * @description Numbered without gaps in the environment
             * @example CN-000042
             */
            number: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example USD */
            currency: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            total: number;
            reason: string;
            /** @enum {string} */
            settlement: "open_amount" | "customer_credit" | "refund" | "outside";
            /**
             * @description The refund, for settlement `refund`; it may still be `pending`. Null if it failed at the bank: refund the same amount of the transaction again in its place
             * @example rfd_01h455vb4pex5vsknk084sn02q
             */
            refundId: string | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata: {
                [key: string]: string | number | boolean | null;
            } | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            issuedAt: string;
        };
        /** Format: binary */
        CreditNotePdf: string;
        CreditNoteState: {
            /** @example cn_01h455vb4pex5vsknk084sn02q */
            creditNoteId: string;
            /**
             * @description Numbered without gaps in the environment
             * @example CN-000042
             */
            number: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @example USD */
            currency: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            total: number;
            reason: string;
            /** @enum {string} */
            settlement: "open_amount" | "customer_credit" | "refund" | "outside";
            /**
             * @description The refund, for settlement `refund`; it may still be `pending`. Null if it failed at the bank: refund the same amount of the transaction again in its place
             * @example rfd_01h455vb4pex5vsknk084sn02q
             */
            refundId: string | null;
            /**
             * @description Amount of the invoice still to be paid, settlement scale
             * @example 2900
             */
            invoiceAmountDue: number;
        };
        CreditPack: {
            /** @enum {string} */
            object: "credit_pack";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example pack_01h455vb4pex5vsknk084sn02q */
            id: string;
            name: string;
            description: string | null;
            /**
             * @description Credits, up to nine decimals
             * @example 1000
             */
            credits: number;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            price: number;
            currency: string;
            isActive: boolean;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        CreditPackList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["CreditPack"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        CreditsExhaustedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "credits.exhausted";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["RemainderState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        CreditsLowEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "credits.low";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["RemainderState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        CurrentPortalSubscription: components["schemas"]["PortalSubscription"] | null;
        Customer: {
            /** @enum {string} */
            object: "customer";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            id: string;
            externalId: string | null;
            email: string | null;
            fullName: string | null;
            taxDocument: string | null;
            timezone: string | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata: {
                [key: string]: string | number | boolean | null;
            } | null;
            address: components["schemas"]["Address"] | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        CustomerBatch: {
            /** @enum {string} */
            object: "customer_batch";
            /** @description false in a sandbox environment */
            livemode: boolean;
            successful: components["schemas"]["Customer"][];
            failed: {
                index: number;
                error: {
                    code: string;
                    message: string;
                    param?: string;
                };
                data?: unknown;
            }[];
        };
        CustomerCredit: {
            /** @enum {string} */
            object: "customer_credit";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example ccr_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            amount: number;
            /**
             * @description Amount that can still be used, settlement scale
             * @example 2900
             */
            remaining: number;
            /** @example USD */
            currency: string;
            reason: string;
            /**
             * @description `active` while any of it can still be used
             * @enum {string}
             */
            status: "active" | "used" | "expired" | "revoked";
            /**
             * @description The invoice whose negative remainder became this credit; null if the credit was given
             * @example inv_01h455vb4pex5vsknk084sn02q
             */
            sourceInvoiceId: string | null;
            /** @description Invoices it was used for, oldest first */
            uses: components["schemas"]["CustomerCreditUse"][];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            revokedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        CustomerCreditList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["CustomerCredit"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        CustomerCreditRevocation: {
            /** @enum {string} */
            object: "customer_credit_revocation";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Amount taken back, settlement scale
             * @example 2900
             */
            revokedAmount: number;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            revokedAt: string;
            credit: components["schemas"]["CustomerCredit"];
        };
        CustomerCreditUse: {
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            amount: number;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            usedAt: string;
            /**
             * Format: date-time
             * @description When the invoice was voided and the amount returned to the credit
             * @example 2026-01-15T10:00:00.000Z
             */
            returnedAt: string | null;
        };
        CustomerList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Customer"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        CustomerName: {
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            id: string;
            externalId: string | null;
            email: string | null;
            fullName: string | null;
        };
        CustomerNames: {
            /** @enum {string} */
            object: "customer_names";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @description The customers that exist, in no particular order */
            data: components["schemas"]["CustomerName"][];
        };
        DeletePlan: {
            /** @description Id or code of the plan that its subscriptions move to at their renewal. Default: they end */
            migrateTo?: string;
        };
        DeletePlanRegionalPricing: {
            /**
             * @description ISO 4217 code, in upper or lower case
             * @example USD
             */
            currency: string;
        };
        DeletedApiKey: {
            /** @enum {string} */
            object: "api_key";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
        };
        DeletedCreditPack: {
            /** @enum {string} */
            object: "credit_pack";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
        };
        DeletedFeature: {
            /** @enum {string} */
            object: "feature";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
        };
        DeletedInvoice: {
            /** @enum {string} */
            object: "invoice";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
        };
        DeletedModelAlias: {
            /** @enum {string} */
            object: "model_alias";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
        };
        DeletedPaymentMethod: {
            /** @enum {string} */
            object: "payment_method";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
        };
        DeletedPlan: {
            /** @enum {string} */
            object: "plan";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            migrateTo: string | null;
        };
        DeletedPlanGroup: {
            /** @enum {string} */
            object: "plan_group";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
        };
        DeletedPlanPrice: {
            /** @enum {string} */
            object: "plan_price";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
        };
        DeletedPlanRegionalPricing: {
            /** @enum {string} */
            object: "plan_regional_pricing";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
        };
        DeletedPriceRegionalPricing: {
            /** @enum {string} */
            object: "price_regional_pricing";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
        };
        DeletedWebhook: {
            /** @enum {string} */
            object: "webhook";
            id: string;
            /** @enum {boolean} */
            deleted: true;
            livemode: boolean;
        };
        DismissRefusedUsage: {
            /** @description Why it is dismissed; stored with it */
            reason: string;
        };
        Dispute: {
            /** @example dsp_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example txn_01h455vb4pex5vsknk084sn02q */
            transactionId: string;
            /**
             * @description `open`: the bank has not decided yet. `won`: you keep the money. `lost`: the money was returned, and counts as refunded.
             * @enum {string}
             */
            status: "open" | "won" | "lost";
            /**
             * @description Disputed amount, settlement scale
             * @example 2900
             */
            amount: number;
            /** @example USD */
            currency: string;
            /**
             * @description The provider's own name for the reason
             * @example fraudulent
             */
            reason: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            closedAt: string | null;
        };
        DisputeState: {
            /** @example dsp_01h455vb4pex5vsknk084sn02q */
            disputeId: string;
            /**
             * @description `open`: the bank has not decided yet. `won`: you keep the money. `lost`: the money was returned, and counts as refunded.
             * @enum {string}
             */
            status: "open" | "won" | "lost";
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            paymentId: string;
            /** @example txn_01h455vb4pex5vsknk084sn02q */
            transactionId: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string | null;
            /** @enum {string} */
            provider: "sandbox" | "stripe" | "manual";
            /**
             * @description Disputed amount, settlement scale: 100 = $1.00
             * @example 2900
             */
            amount: number;
            currency: string;
            /**
             * @description The provider's own name for the reason
             * @example fraudulent
             */
            reason: string | null;
        };
        EndedPortalSubscription: {
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            id: string;
            plan: {
                /** @example plan_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example api_calls */
                code: string;
                name: string;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                basePrice: number;
            };
            /** @enum {string} */
            status: "draft" | "pending_payment" | "trialing" | "active" | "past_due" | "paused" | "canceled" | "expired";
            /** @enum {string|null} */
            billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
            currency: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            endDate: string | null;
            /** @description Whether the plan is still sold at the same price */
            canBeginAgain: boolean;
        };
        EnvironmentSettings: {
            /** @enum {string} */
            object: "settings";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description How a paid subscription starts: charged at once, or paid on a checkout page first
             * @enum {string}
             */
            collection: "immediate" | "checkout";
            /**
             * @description Days after the invoice on which its payment is attempted
             * @example [
             *       0,
             *       1,
             *       3,
             *       5
             *     ]
             */
            paymentRetryDays: number[];
            /**
             * @description The provider that collects payments in this environment
             * @enum {string}
             */
            paymentProvider: "sandbox" | "stripe" | "manual";
        };
        ErrorAnswer: {
            error: components["schemas"]["ApiError"];
        };
        ExchangeRate: {
            /** @enum {string} */
            object: "exchange_rate";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example fxr_01h455vb4pex5vsknk084sn02q */
            id: string;
            currency: string;
            /**
             * @description Units of the currency per US dollar
             * @example 150
             */
            rate: number;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveFrom: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        ExchangeRateList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["ExchangeRate"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        Feature: {
            /** @enum {string} */
            object: "feature";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example feat_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example api_calls */
            code: string;
            name: string;
            /** @enum {string} */
            type: "metered" | "boolean" | "seats";
            description: string | null;
            unitName: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        FeatureAccess: {
            /** @enum {string} */
            object: "feature_access";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example api_calls */
            code: string;
            name: string;
            /** @enum {string} */
            type: "metered" | "boolean" | "seats";
            /** @description Whether one more unit can be used now */
            allowed: boolean;
            enabled: boolean;
            reason?: string;
            willBeCharged?: boolean;
            /**
             * @description The period's total, in units; or the number of seats
             * @example 1
             */
            used?: number;
            /**
             * @description Metered: units included in the plan
             * @example 1
             */
            included?: number;
            /**
             * @description What is left of the included units, the balance or the credits, in `unit` (rate scale for money); or seats. Null without a limit
             * @example 12.6
             */
            remaining?: number | null;
            /** @description Unit of `remaining`: a currency, `credits`, or `units`. Absent for seats */
            unit?: string;
            unlimited?: boolean;
            overageEnabled?: boolean;
            /**
             * @description Usage beyond the included units, in units
             * @example 1
             */
            overageQuantity?: number;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            overageUnitPrice?: number | null;
        };
        FeatureAccessList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["FeatureAccess"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        FeatureAccessQuery: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
        };
        FeatureList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Feature"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        GetActiveSubscription: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
        };
        GetSeatBalance: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /** @example api_calls */
            featureCode: string;
        };
        GettingStarted: {
            /** @enum {string} */
            object: "getting_started";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @description The sandbox key created with the instance, in plain text; null in live, for viewers, and if the server does not have it */
            key: string | null;
            steps: {
                feature: boolean;
                plan: boolean;
                customer: boolean;
                subscription: boolean;
                event: boolean;
            };
        };
        GiveCustomerCredit: {
            /**
             * @description Settlement scale: 100 = $1.00
             * @example 2900
             */
            amount: number;
            /**
             * @description ISO 4217 code, in upper or lower case
             * @example USD
             */
            currency: string;
            reason: string;
            /**
             * Format: date-time
             * @description From then on it is not used any more; never, where it is left out
             * @example 2026-01-15T10:00:00Z
             */
            expiresAt?: string | null;
        };
        InviteMember: {
            email: string;
            /**
             * @description `owner` and `admin`: everything, including members and API keys (only an owner can make an owner); `member`: everything except members and API keys; `viewer`: read only
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "viewer";
        };
        Invoice: {
            /** @enum {string} */
            object: "invoice";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            id: string;
            /**
             * @description Numbered without gaps in the environment; null on a draft
             * @example INV-000042
             */
            number: string | null;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string | null;
            /** @enum {string} */
            status: "draft" | "open" | "paid" | "void" | "uncollectible";
            /** @enum {string} */
            reason: "subscription_start" | "renewal" | "overage" | "cancellation" | "one_off" | "plan_change" | "seats" | "credit_pack" | "topup" | "adjustment";
            /** @example USD */
            currency: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            total: number;
            /**
             * @description Amount refunded, settlement scale
             * @example 2900
             */
            amountRefunded: number;
            period: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
            } | null;
            description: string | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata: {
                [key: string]: string | number | boolean | null;
            } | null;
            /**
             * @description Amount credited by credit notes, settlement scale
             * @example 2900
             */
            amountCredited: number;
            /**
             * @description Amount still to be paid, settlement scale; 0 unless the invoice is open or uncollectible
             * @example 2900
             */
            amountDue: number;
            /**
             * @description null on a draft that uses the environment's setting
             * @example 30
             */
            netDays: number | null;
            /**
             * Format: date-time
             * @description null on a draft
             * @example 2026-01-15T10:00:00.000Z
             */
            dueAt: string | null;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            correctsInvoiceId: string | null;
            voidReason: string | null;
            /**
             * Format: date-time
             * @description When it was finalized, in business time
             * @example 2026-01-15T10:00:00.000Z
             */
            issuedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            paidAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            voidedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
            lines: components["schemas"]["InvoiceLine"][];
        };
        InvoiceCreatedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "invoice.created";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["InvoiceState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        InvoiceDeletedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "invoice.deleted";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["InvoiceState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        InvoiceDownload: {
            /** @enum {string} */
            object: "invoice_download";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @example INV-000042.pdf */
            fileName: string;
            /** @description Needs no API key; anyone with the link can read the invoice */
            url: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string;
        };
        InvoiceFinalizedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "invoice.finalized";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["InvoiceState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        InvoiceLine: {
            /** @enum {string} */
            object: "invoice_line";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example iline_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @enum {string} */
            kind: "plan_base" | "feature_overage" | "balance_overage" | "late_usage" | "credit" | "adjustment" | "feature_seats" | "credit_pack" | "balance_topup";
            description: string;
            /**
             * @description The feature that this line bills
             * @example api_calls
             */
            feature: string | null;
            /** @description The period that the line covers; for usage, its allowance period */
            period: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
            } | null;
            /**
             * @description Total usage of the period, in units
             * @example 1
             */
            used: number | null;
            /**
             * @description Units included in the plan
             * @example 1
             */
            included: number | null;
            /**
             * @description Units that this line bills: the usage beyond the included units
             * @example 1
             */
            quantity: number | null;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            unitPrice: number | null;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            amount: number;
            /**
             * @description The exact amount in nanos, before rounding to `amount`
             * @example 12600000
             */
            amountNanos: string;
        };
        InvoiceLineEvent: {
            /** @enum {string} */
            object: "usage_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example evt_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example api_calls */
            feature: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /**
             * @description Units; null for AI usage. Negative if a total was set to less than before
             * @example 1
             */
            value: number | null;
            /** @description Only on events written by `PUT /usage`, which change a total and are not usage themselves */
            adjustment?: {
                reason: string;
            };
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            timestamp: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            idempotencyKey: string | null;
            /** @description Key-value data for grouping and debugging */
            properties: {
                property: string;
                value: string;
            }[];
            model?: string;
            responseModel?: string;
            inputTokens?: number;
            outputTokens?: number;
            cacheReadTokens?: number;
            cacheWriteTokens?: number;
            cacheWrite1hTokens?: number;
            reasoningTokens?: number;
            estimated?: boolean;
            consumption?: components["schemas"]["Consumption"];
            cost?: components["schemas"]["Cost"];
            billed: components["schemas"]["BilledPart"];
        };
        InvoiceLineEventList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["InvoiceLineEvent"][];
            hasMore: boolean;
            nextCursor: string | null;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /**
             * @description The invoice line that these events belong to; null for a credit note line that credits no invoice line
             * @example iline_01h455vb4pex5vsknk084sn02q
             */
            lineId: string | null;
            /** @description On the first page only; null for lines that bill neither usage nor an adjustment, and if events are archived. For the totals of a seat line, see its `seat-events` */
            totals: components["schemas"]["InvoiceLineTotals"] | null;
            /** @description true if events of the line may have been moved to an archive, so that the list may be incomplete */
            archived: boolean;
        };
        InvoiceLineSeatEventList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["SeatEvent"][];
            hasMore: boolean;
            nextCursor: string | null;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @example iline_01h455vb4pex5vsknk084sn02q */
            lineId: string;
            /** @description On the first page only; null for lines that charge no seats */
            totals: components["schemas"]["SeatLineTotals"] | null;
        };
        InvoiceLineTotals: {
            /** @description Number of events */
            events: number;
            /** @description The line's `quantity`: total billed units of all events */
            quantity: number | null;
            /**
             * @description Sum of the billed parts of all events, in nanos
             * @example 12600000
             */
            eventsNanos: string;
            /**
             * @description The part of the amount that comes from no event, in nanos. For a balance below zero: reduced by top-ups and adjustments, increased by an earlier debt. For an `adjustment`: the adjusted amount
             * @example 12600000
             */
            otherNanos: string;
            /**
             * @description Sum of both: the line's exact amount, in nanos
             * @example 12600000
             */
            amountNanos: string;
            /**
             * @description The exact amount rounded once, as on the line. Settlement scale: 100 = $1.00
             * @example 2900
             */
            amount: number;
        };
        InvoiceList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["InvoiceListItem"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        InvoiceListItem: {
            /** @enum {string} */
            object: "invoice";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            id: string;
            /**
             * @description Numbered without gaps in the environment; null on a draft
             * @example INV-000042
             */
            number: string | null;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string | null;
            /** @enum {string} */
            status: "draft" | "open" | "paid" | "void" | "uncollectible";
            /** @enum {string} */
            reason: "subscription_start" | "renewal" | "overage" | "cancellation" | "one_off" | "plan_change" | "seats" | "credit_pack" | "topup" | "adjustment";
            /** @example USD */
            currency: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            total: number;
            /**
             * @description Amount refunded, settlement scale
             * @example 2900
             */
            amountRefunded: number;
            period: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
            } | null;
            description: string | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata: {
                [key: string]: string | number | boolean | null;
            } | null;
            /**
             * @description Amount credited by credit notes, settlement scale
             * @example 2900
             */
            amountCredited: number;
            /**
             * @description Amount still to be paid, settlement scale; 0 unless the invoice is open or uncollectible
             * @example 2900
             */
            amountDue: number;
            /**
             * @description null on a draft that uses the environment's setting
             * @example 30
             */
            netDays: number | null;
            /**
             * Format: date-time
             * @description null on a draft
             * @example 2026-01-15T10:00:00.000Z
             */
            dueAt: string | null;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            correctsInvoiceId: string | null;
            voidReason: string | null;
            /**
             * Format: date-time
             * @description When it was finalized, in business time
             * @example 2026-01-15T10:00:00.000Z
             */
            issuedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            paidAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            voidedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        InvoicePaidEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "invoice.paid";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["InvoiceState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        /** Format: binary */
        InvoicePdf: string;
        InvoiceState: {
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /**
             * @description Numbered without gaps in the environment; null on a draft
             * @example INV-000042
             */
            number: string | null;
            /** @enum {string} */
            status: "draft" | "open" | "paid" | "void" | "uncollectible";
            /** @enum {string} */
            reason: "subscription_start" | "renewal" | "overage" | "cancellation" | "one_off" | "plan_change" | "seats" | "credit_pack" | "topup" | "adjustment";
            /** @example USD */
            currency: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            total: number;
            /**
             * @description Amount credited by credit notes, settlement scale
             * @example 2900
             */
            amountCredited: number;
            /**
             * @description Amount still to be paid, settlement scale; 0 unless the invoice is open or uncollectible
             * @example 2900
             */
            amountDue: number;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string | null;
            period: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
            } | null;
            /**
             * Format: date-time
             * @description null on a draft
             * @example 2026-01-15T10:00:00.000Z
             */
            dueAt: string | null;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            correctsInvoiceId: string | null;
            voidReason: string | null;
        };
        InvoiceUncollectibleEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "invoice.uncollectible";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["InvoiceState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        InvoiceVoidedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "invoice.voided";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["InvoiceState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        LastPortalSubscription: components["schemas"]["EndedPortalSubscription"] | null;
        LedgerEntry: {
            /** @enum {string} */
            object: "ledger_entry";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example led_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string | null;
            /** @enum {string} */
            type: "allowance" | "consumption" | "topup" | "adjustment" | "reset" | "hold" | "release" | "expiry";
            /** @description A currency such as USD, or `credits` */
            unit: string;
            /**
             * @description Signed. Rate scale for money (10000 = $1.00), else credits
             * @example 125000
             */
            amount: number;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            amountNanos: string;
            /**
             * @description Rate scale for money (10000 = $1.00), else credits
             * @example 125000
             */
            balanceAfter: number;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            balanceAfterNanos: string;
            /** @example evt_01h455vb4pex5vsknk084sn02q */
            eventId: string | null;
            /**
             * @description For purchases and billed overage
             * @example inv_01h455vb4pex5vsknk084sn02q
             */
            invoiceId: string | null;
            description: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        LedgerEntryList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["LedgerEntry"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        ListAiEvents: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            customerId?: string;
            feature?: string;
            /** @description Any name of a model; selects the usage priced as that model */
            model?: string;
            /**
             * Format: date-time
             * @description Default: 30 days before `to`. Rounded down to the hour
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Default: now. Rounded up to the hour
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
        };
        ListApiKeys: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
        };
        ListCreditNoteLineEvents: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
        };
        ListCreditNotes: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId?: string;
        };
        ListCreditPacks: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            isActive?: string;
        };
        ListCustomerCredits: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description `active` while any of it can still be used
             * @enum {string}
             */
            status?: "active" | "used" | "expired" | "revoked";
        };
        ListCustomers: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            externalId?: string;
            /**
             * @description 1 to 100 `cus_…` ids, separated by commas
             * @example cus_01h455vb4pex5vsknk084sn02q,cus_01h455vb4pex5vsknk084sn02r
             */
            ids?: string;
            /** @description Part of the name, e-mail or external id, or a complete id */
            search?: string;
        };
        ListEvents: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /** @enum {string} */
            type?: "subscription.created" | "subscription.activated" | "subscription.updated" | "subscription.canceled" | "subscription.past_due" | "payment.received" | "payment.failed" | "payment.disputed" | "subscription.plan_changed" | "subscription.paused" | "subscription.resumed" | "subscription.reactivated" | "balance.low" | "balance.exhausted" | "credits.low" | "credits.exhausted" | "invoice.created" | "invoice.finalized" | "invoice.paid" | "invoice.voided" | "invoice.uncollectible" | "invoice.deleted" | "credit_note.created" | "usage.refused" | "webhook.test" | "model.price_changed";
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /**
             * Format: date-time
             * @description Only events with `createdAt` at or after this time
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Only events with `createdAt` before this time
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
        };
        ListExchangeRates: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description ISO 4217 code, in upper or lower case
             * @example USD
             */
            currency?: string;
        };
        ListFeatures: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
        };
        ListInvoiceLineEvents: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
        };
        ListInvoiceLineSeatEvents: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
        };
        ListInvoices: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId?: string;
            /**
             * @description `outstanding` is an alias of `open`
             * @enum {string}
             */
            status?: "draft" | "open" | "paid" | "void" | "uncollectible" | "outstanding";
            number?: string;
            /**
             * Format: date-time
             * @description Finalized at this time or later
             * @example 2026-01-15T10:00:00Z
             */
            issuedFrom?: string;
            /**
             * Format: date-time
             * @description Finalized before this time
             * @example 2026-01-15T10:00:00Z
             */
            issuedTo?: string;
            /**
             * @description Whether the invoice is open and past its due date
             * @enum {string}
             */
            overdue?: "true" | "false";
        };
        ListLedger: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /** @enum {string} */
            type?: "allowance" | "consumption" | "topup" | "adjustment" | "reset" | "hold" | "release" | "expiry";
            /**
             * Format: date-time
             * @description Created at or after
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Created before
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
        };
        ListModelAliases: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
        };
        ListModels: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            search?: string;
            provider?: string;
        };
        ListPaymentMethods: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
        };
        ListPayments: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId?: string;
            /** @enum {string} */
            status?: "pending" | "succeeded" | "failed" | "canceled" | "refunded";
        };
        ListPlanGroups: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
        };
        ListPlanVersions: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
        };
        ListPlans: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /** @default false */
            includePrivate?: string;
        };
        ListPortalCreditNotes: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId?: string;
        };
        ListPortalCredits: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description `active` while any of it can still be used
             * @enum {string}
             */
            status?: "active" | "used" | "expired" | "revoked";
        };
        ListPortalEntries: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /** @enum {string} */
            type?: "allowance" | "consumption" | "topup" | "adjustment" | "reset" | "hold" | "release" | "expiry";
            /**
             * Format: date-time
             * @description Created at or after
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Created before
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
        };
        ListPortalInvoices: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /** @enum {string} */
            status?: "open" | "paid" | "void" | "uncollectible";
        };
        ListPurchases: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
        };
        ListReceipts: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /** @example api_calls */
            feature?: string;
            model?: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
        };
        ListRefusedUsage: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @example api_calls */
            feature?: string;
            /** @description The model name as sent */
            model?: string;
            /** @enum {string} */
            reason?: "insufficient_balance" | "insufficient_credits" | "included_limit_reached" | "no_active_subscription" | "feature_not_in_plan" | "feature_disabled" | "model_not_found" | "exchange_rate_not_found" | "feature_not_found" | "pricing_mode_mismatch" | "idempotency_key_mismatch" | "duplicate" | "validation_error";
            /** @enum {string} */
            status?: "open" | "recorded" | "dismissed";
            /**
             * Format: date-time
             * @description Only usage with a timestamp at or after this time
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Only usage with a timestamp before this time
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
        };
        ListSeatBalances: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
        };
        ListSeatEvents: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /** @example api_calls */
            featureCode?: string;
        };
        ListSubscriptions: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @description The plan's `plan_…` id or its code */
            planId?: string;
            /** @enum {string} */
            status?: "draft" | "pending_payment" | "trialing" | "active" | "past_due" | "paused" | "canceled" | "expired";
            /** @description Part of the customer's name, e-mail or external id, or the customer's id */
            search?: string;
        };
        ListTransactions: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /** @enum {string} */
            status?: "pending" | "succeeded" | "failed" | "refunded" | "partially_refunded";
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            customerEmail?: string;
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            paymentId?: string;
        };
        ListUsageEvents: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @example api_calls */
            feature?: string;
            model?: string;
            /**
             * Format: date-time
             * @description Only events with a timestamp at or after this time
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Only events with a timestamp before this time
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
            /** @description `name:value`; needs customerId */
            property?: string;
        };
        ListWebhookDeliveries: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
            /**
             * @description `pending`: delivery is retried until it succeeds; `failed`: no more attempts are made unless it is replayed
             * @enum {string}
             */
            status?: "pending" | "delivered" | "failed";
            /** @enum {string} */
            type?: "subscription.created" | "subscription.activated" | "subscription.updated" | "subscription.canceled" | "subscription.past_due" | "payment.received" | "payment.failed" | "payment.disputed" | "subscription.plan_changed" | "subscription.paused" | "subscription.resumed" | "subscription.reactivated" | "balance.low" | "balance.exhausted" | "credits.low" | "credits.exhausted" | "invoice.created" | "invoice.finalized" | "invoice.paid" | "invoice.voided" | "invoice.uncollectible" | "invoice.deleted" | "credit_note.created" | "usage.refused" | "webhook.test" | "model.price_changed";
        };
        ListWebhooks: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the previous page */
            cursor?: string;
        };
        MailState: {
            /** @enum {string} */
            object: "mail_state";
            /**
             * @description null if no mail server is configured; nothing is sent
             * @example smtp.example.com:587
             */
            server: string | null;
            /** @example Example <billing@example.com> */
            from: string | null;
        };
        Me: {
            /** @enum {string} */
            object: "me";
            id: string;
            name: string;
            email: string;
            /**
             * @description `owner` and `admin`: everything, including members and API keys (only an owner can make an owner); `member`: everything except members and API keys; `viewer`: read only
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "viewer";
            managesAccess: boolean;
            organization: {
                /** @example org_01h455vb4pex5vsknk084sn02q */
                id: string;
                name: string;
            };
            environments: components["schemas"]["OperatorEnvironment"][];
            /** @description Version of the server */
            version: string;
        };
        Member: {
            /** @enum {string} */
            object: "member";
            id: string;
            name: string;
            email: string;
            /**
             * @description `owner` and `admin`: everything, including members and API keys (only an owner can make an owner); `member`: everything except members and API keys; `viewer`: read only
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "viewer";
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        MemberList: {
            /** @enum {string} */
            object: "members";
            members: components["schemas"]["Member"][];
            /** @description Empty for operators who do not manage access */
            links: components["schemas"]["OpenOperatorLink"][];
        };
        Model: {
            /** @enum {string} */
            object: "model";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example model_01h455vb4pex5vsknk084sn02q */
            id: string;
            provider: string;
            modelId: string;
            displayName: string;
            /** @enum {string} */
            kind: "language" | "embedding" | "image" | "audio" | "other";
            source: string;
            /** @description The price in force now */
            price: components["schemas"]["ModelPrice"] | null;
        };
        ModelAlias: {
            /** @enum {string} */
            object: "model_alias";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example malias_01h455vb4pex5vsknk084sn02q */
            id: string;
            alias: string;
            model: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        ModelAliasList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["ModelAlias"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        ModelDetail: {
            /** @enum {string} */
            object: "model";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example model_01h455vb4pex5vsknk084sn02q */
            id: string;
            provider: string;
            modelId: string;
            displayName: string;
            /** @enum {string} */
            kind: "language" | "embedding" | "image" | "audio" | "other";
            source: string;
            /** @description The price in force now */
            price: components["schemas"]["ModelPrice"] | null;
            /** @description Price history, newest first */
            prices: components["schemas"]["ModelPrice"][];
        };
        ModelList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Model"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        ModelPrice: {
            /** @enum {string} */
            object: "model_price";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example mprice_01h455vb4pex5vsknk084sn02q */
            id: string;
            /**
             * @description Per million tokens, rate scale: 10000 = $1.00
             * @example 30000
             */
            inputPrice: number;
            /**
             * @description Per million tokens, rate scale: 10000 = $1.00
             * @example 30000
             */
            outputPrice: number;
            /**
             * @description Per million tokens, rate scale. Null: the input price applies
             * @example 30000
             */
            cacheReadPrice: number | null;
            /**
             * @description Per million tokens, rate scale. Null: the input price applies
             * @example 30000
             */
            cacheWritePrice: number | null;
            /**
             * @description Per million tokens, rate scale. Null: the price of other cache writes applies
             * @example 30000
             */
            cacheWrite1hPrice: number | null;
            /**
             * @description Per million tokens, rate scale. Null: the output price applies
             * @example 30000
             */
            reasoningPrice: number | null;
            tiers: {
                aboveTokens: number;
                /**
                 * @description Per million tokens, rate scale: 10000 = $1.00
                 * @example 30000
                 */
                inputPrice: number;
                /**
                 * @description Per million tokens, rate scale: 10000 = $1.00
                 * @example 30000
                 */
                outputPrice: number;
                /**
                 * @description Per million tokens, rate scale. Null: the input price applies
                 * @example 30000
                 */
                cacheReadPrice: number | null;
                /**
                 * @description Per million tokens, rate scale. Null: the input price applies
                 * @example 30000
                 */
                cacheWritePrice: number | null;
                /**
                 * @description Per million tokens, rate scale. Null: the price of other cache writes applies
                 * @example 30000
                 */
                cacheWrite1hPrice: number | null;
                /**
                 * @description Per million tokens, rate scale. Null: the output price applies
                 * @example 30000
                 */
                reasoningPrice: number | null;
            }[];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveFrom: string;
            /** @description `snapshot`, `sync` or `operator` */
            source: string;
            /** @description Set by the operator for this environment; overrides the catalog's price */
            override: boolean;
            /**
             * @description From this time on the catalog's price applies again; the figures are the catalog's at that time
             * @enum {boolean}
             */
            endsOverride?: true;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        ModelPriceChange: {
            /**
             * @description `provider/modelId`
             * @example openai/gpt-4o-mini
             */
            model: string;
            price: components["schemas"]["ModelPrice"];
            /** @description The price it replaces from that time on */
            previousPrice: components["schemas"]["ModelPrice"] | null;
        };
        ModelPriceChangedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "model.price_changed";
            customerId: null;
            data: components["schemas"]["ModelPriceChange"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        ModelResolution: {
            /** @enum {string} */
            object: "model_resolution";
            /** @description false in a sandbox environment */
            livemode: boolean;
            model: string;
            resolved: components["schemas"]["Model"];
            /**
             * @description `exact`: `provider/modelId` as in the catalog; `alias`: one of your aliases; `normalized`: another form of the id; `bare`: a name without its provider
             * @enum {string}
             */
            how: "exact" | "alias" | "normalized" | "bare";
        };
        NewInvoiceLine: {
            description: string;
            /** @description Settlement scale: 100 = $1.00; negative for a deduction */
            amount?: number;
            /**
             * @description Units: up to nine decimals, stored exactly
             * @example 1
             */
            quantity?: number;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 100000
             */
            unitPrice?: number;
        };
        OpenOperatorLink: {
            /** @enum {string} */
            object: "open_operator_link";
            /** @example olink_01h455vb4pex5vsknk084sn02q */
            id: string;
            /**
             * @description `reset`: sets a new password
             * @enum {string}
             */
            kind: "invitation" | "reset";
            email: string;
            /**
             * @description `owner` and `admin`: everything, including members and API keys (only an owner can make an owner); `member`: everything except members and API keys; `viewer`: read only
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "viewer";
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string;
        };
        OpenPortal: {
            /** @description The part of the link after `#` */
            token: string;
        };
        OperatorEnvironment: {
            /** @example env_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @enum {string} */
            kind: "sandbox" | "live";
            /**
             * Format: date-time
             * @description Where a sandbox's clock stands still
             * @example 2026-01-15T10:00:00.000Z
             */
            frozenTime: string | null;
        };
        OperatorLink: {
            /** @enum {string} */
            object: "operator_link";
            /** @enum {string} */
            kind: "setup" | "invitation" | "reset";
            /** @description Who the link is for; null for the first setup */
            email: string | null;
            /**
             * @description `owner` and `admin`: everything, including members and API keys (only an owner can make an owner); `member`: everything except members and API keys; `viewer`: read only
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "viewer";
            organization: string;
        };
        Overview: {
            /** @enum {string} */
            object: "overview";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            to: string;
            currency: string;
            /** @description Other currencies with invoices; the sums do not include them */
            otherCurrencies: string[];
            activeSubscriptions: number;
            customers: number;
            /**
             * @description From open, paid subscriptions, each price converted to a month
             * @example 12600000
             */
            monthlyRecurringNanos: string;
            /**
             * @description Invoices finalized in that time, without void ones
             * @example 12600000
             */
            invoicedNanos: string;
            /**
             * @description The paid part of these invoices
             * @example 12600000
             */
            paidNanos: string;
            events: number;
            /**
             * @description Cost of AI usage, before the margin
             * @example 12600000
             */
            aiCostNanos: string;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            aiChargedNanos: string;
            unbilled: {
                /** @description Open refused usage in all currencies */
                count: number;
                /**
                 * @description What it would have cost, as far as it could be rated in the currency of the sums
                 * @example 12600000
                 */
                nanos: string;
            };
            days: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                day: string;
                events: number;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                aiCostNanos: string;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                aiChargedNanos: string;
                /**
                 * @description Everything that usage deducted from balances
                 * @example 12600000
                 */
                chargedNanos: string;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                invoicedNanos: string;
            }[];
            /** @description The ten models with the highest charges */
            models: {
                model: string;
                events: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                tokens: number;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                aiCostNanos: string;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                aiChargedNanos: string;
            }[];
        };
        OverviewQuery: {
            /**
             * @description Number of days, up to now
             * @default 30
             */
            days?: number;
        };
        Payment: {
            /** @enum {string} */
            object: "payment";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string | null;
            /** @enum {string} */
            provider: "sandbox" | "stripe" | "manual";
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed" | "canceled" | "refunded";
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            amount: number;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            amountRefunded: number;
            /** @example USD */
            currency: string;
            description: string;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata: {
                [key: string]: string | number | boolean | null;
            } | null;
            /** @description Number of attempts; each is a transaction */
            attempts: number;
            /**
             * @description Reason for the failure of the last attempt
             * @example card_declined
             */
            failureCode: string | null;
            failureMessage: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            nextRetryAt: string | null;
            /** @description The latest dispute */
            dispute: components["schemas"]["Dispute"] | null;
            /** @description The page where it can be paid */
            checkoutUrl: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            paidAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        PaymentDisputedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "payment.disputed";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["DisputeState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        PaymentFailedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "payment.failed";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["PaymentState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        PaymentList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Payment"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PaymentMethod: {
            /** @enum {string} */
            object: "payment_method";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example pm_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @enum {string} */
            provider: "sandbox" | "stripe" | "manual";
            /** @example visa */
            brand: string;
            /** @example 4242 */
            last4: string;
            expMonth: number;
            expYear: number;
            /** @description Whether this card is the one charged */
            isDefault: boolean;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        PaymentMethodList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["PaymentMethod"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PaymentProviderTest: {
            /** @enum {string} */
            object: "payment_provider_test";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description `unknown_key`: Stripe does not know the key, or it was revoked; `other_account`: the key works, but belongs to a different account than the one that was connected; `not_reachable`: Stripe did not answer
             * @enum {string}
             */
            result: "works" | "unknown_key" | "other_account" | "not_reachable";
            /** @description null if the key has no permission to read it */
            account: string | null;
        };
        PaymentReceivedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "payment.received";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["PaymentState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        PaymentState: {
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            paymentId: string;
            /** @example txn_01h455vb4pex5vsknk084sn02q */
            transactionId: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string | null;
            /** @enum {string} */
            provider: "sandbox" | "stripe" | "manual";
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            amount: number;
            currency: string;
            /** @description Number of the attempt, starting at 1 */
            attempt: number;
            failureCode: string | null;
            failureMessage: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            nextRetryAt: string | null;
        };
        Plan: {
            /** @enum {string} */
            object: "plan";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example api_calls */
            code: string;
            name: string;
            description: string | null;
            /**
             * @description How usage is paid: counted and billed, from credits, or from a money balance
             * @enum {string}
             */
            consumptionModel: "metered" | "credits" | "balance";
            isPublic: boolean;
            isFree: boolean;
            isDefault: boolean;
            blockOnExhaustion: boolean;
            topupsSurviveReset: boolean;
            /** @example pgr_01h455vb4pex5vsknk084sn02q */
            planGroupId: string | null;
            /** @description Rank in its group; a higher plan has a higher rank */
            sortOrder: number;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata: {
                [key: string]: string | number | boolean | null;
            } | null;
            prices: components["schemas"]["PlanPrice"][];
            features: components["schemas"]["PlanFeature"][];
            /** @description Currencies it is sold in, other than US dollars */
            regional: components["schemas"]["PlanInCurrency"][];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        PlanChange: {
            /** @enum {string} */
            object: "plan_change";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /**
             * @description Decided by the rank in the plan group, or by price if there is none; within a plan, a longer interval is an upgrade
             * @enum {string}
             */
            direction: "upgrade" | "downgrade";
            /** @enum {string} */
            timing: "immediate" | "period_end";
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveAt: string;
            currentPlan: {
                /** @example plan_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example api_calls */
                code: string;
                name: string;
                /** @enum {string|null} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                price: number;
            };
            newPlan: {
                /** @example plan_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example api_calls */
                code: string;
                name: string;
                /** @enum {string|null} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                price: number;
            };
            currency: string;
            /** @description Remaining days of the current period, including the day in progress */
            remainingDays: number;
            totalDays: number;
            /** @description null if the change happens at the end of the period */
            billing: {
                /**
                 * @description For the unused days of the current period, settlement scale
                 * @example 2900
                 */
                credit: number;
                /**
                 * @description For the new period, charged in advance; settlement scale
                 * @example 2900
                 */
                charge: number;
                /**
                 * @description Usage beyond what the old plan includes, at its prices, and seats added within its period: what is owed for the time until the change. Settlement scale
                 * @example 2900
                 */
                overage: number;
                /**
                 * @description Customer credits applied, settlement scale
                 * @example 2900
                 */
                creditsApplied: number;
                /**
                 * @description Amount to be paid, settlement scale
                 * @example 2900
                 */
                total: number;
                /**
                 * @description Amount kept as a customer credit if `credit` exceeds the charges; settlement scale
                 * @example 2900
                 */
                customerCredit: number;
                /**
                 * @description All customer credits in the currency after the change, settlement scale
                 * @example 2900
                 */
                customerCreditLeft: number;
                lines: {
                    /** @enum {string} */
                    kind: "plan_base" | "feature_overage" | "balance_overage" | "late_usage" | "credit" | "adjustment" | "feature_seats" | "credit_pack" | "balance_topup";
                    description: string;
                    /**
                     * @description The feature that this line bills
                     * @example api_calls
                     */
                    feature: string | null;
                    /** @description The period that the line covers; for usage, its allowance period */
                    period: {
                        /**
                         * Format: date-time
                         * @example 2026-01-15T10:00:00.000Z
                         */
                        start: string;
                        /**
                         * Format: date-time
                         * @example 2026-01-15T10:00:00.000Z
                         */
                        end: string;
                    } | null;
                    /**
                     * @description Total usage of the period, in units
                     * @example 1
                     */
                    used: number | null;
                    /**
                     * @description Units included in the plan
                     * @example 1
                     */
                    included: number | null;
                    /**
                     * @description Units that this line bills: the usage beyond the included units
                     * @example 1
                     */
                    quantity: number | null;
                    /**
                     * @description Rate scale: 10000 = $1.00
                     * @example 12.6
                     */
                    unitPrice: number | null;
                    /**
                     * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                     * @example 2900
                     */
                    amount: number;
                    /**
                     * @description The exact amount in nanos, before rounding to `amount`
                     * @example 12600000
                     */
                    amountNanos: string;
                }[];
            } | null;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
            /** @description Page where the invoice can be paid if no card on file could be charged; null if it is paid, being charged, or too small to be charged */
            checkoutUrl: string | null;
            subscription: components["schemas"]["Subscription"];
        };
        PlanChangeBilling: {
            /**
             * @description For the unused days of the current period, settlement scale
             * @example 2900
             */
            credit: number;
            /**
             * @description For the new period, charged in advance; settlement scale
             * @example 2900
             */
            charge: number;
            /**
             * @description Usage beyond what the old plan includes, at its prices, and seats added within its period: what is owed for the time until the change. Settlement scale
             * @example 2900
             */
            overage: number;
            /**
             * @description Customer credits applied, settlement scale
             * @example 2900
             */
            creditsApplied: number;
            /**
             * @description Amount to be paid, settlement scale
             * @example 2900
             */
            total: number;
            /**
             * @description Amount kept as a customer credit if `credit` exceeds the charges; settlement scale
             * @example 2900
             */
            customerCredit: number;
            /**
             * @description All customer credits in the currency after the change, settlement scale
             * @example 2900
             */
            customerCreditLeft: number;
            lines: {
                /** @enum {string} */
                kind: "plan_base" | "feature_overage" | "balance_overage" | "late_usage" | "credit" | "adjustment" | "feature_seats" | "credit_pack" | "balance_topup";
                description: string;
                /**
                 * @description The feature that this line bills
                 * @example api_calls
                 */
                feature: string | null;
                /** @description The period that the line covers; for usage, its allowance period */
                period: {
                    /**
                     * Format: date-time
                     * @example 2026-01-15T10:00:00.000Z
                     */
                    start: string;
                    /**
                     * Format: date-time
                     * @example 2026-01-15T10:00:00.000Z
                     */
                    end: string;
                } | null;
                /**
                 * @description Total usage of the period, in units
                 * @example 1
                 */
                used: number | null;
                /**
                 * @description Units included in the plan
                 * @example 1
                 */
                included: number | null;
                /**
                 * @description Units that this line bills: the usage beyond the included units
                 * @example 1
                 */
                quantity: number | null;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                unitPrice: number | null;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                amount: number;
                /**
                 * @description The exact amount in nanos, before rounding to `amount`
                 * @example 12600000
                 */
                amountNanos: string;
            }[];
        };
        PlanChangePreview: {
            /** @enum {string} */
            object: "plan_change_preview";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /**
             * @description Decided by the rank in the plan group, or by price if there is none; within a plan, a longer interval is an upgrade
             * @enum {string}
             */
            direction: "upgrade" | "downgrade";
            /** @enum {string} */
            timing: "immediate" | "period_end";
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveAt: string;
            currentPlan: {
                /** @example plan_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example api_calls */
                code: string;
                name: string;
                /** @enum {string|null} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                price: number;
            };
            newPlan: {
                /** @example plan_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example api_calls */
                code: string;
                name: string;
                /** @enum {string|null} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                price: number;
            };
            currency: string;
            /** @description Remaining days of the current period, including the day in progress */
            remainingDays: number;
            totalDays: number;
            /** @description For a change at the end of the period: based on the usage so far */
            billing: {
                /**
                 * @description For the unused days of the current period, settlement scale
                 * @example 2900
                 */
                credit: number;
                /**
                 * @description For the new period, charged in advance; settlement scale
                 * @example 2900
                 */
                charge: number;
                /**
                 * @description Usage beyond what the old plan includes, at its prices, and seats added within its period: what is owed for the time until the change. Settlement scale
                 * @example 2900
                 */
                overage: number;
                /**
                 * @description Customer credits applied, settlement scale
                 * @example 2900
                 */
                creditsApplied: number;
                /**
                 * @description Amount to be paid, settlement scale
                 * @example 2900
                 */
                total: number;
                /**
                 * @description Amount kept as a customer credit if `credit` exceeds the charges; settlement scale
                 * @example 2900
                 */
                customerCredit: number;
                /**
                 * @description All customer credits in the currency after the change, settlement scale
                 * @example 2900
                 */
                customerCreditLeft: number;
                lines: {
                    /** @enum {string} */
                    kind: "plan_base" | "feature_overage" | "balance_overage" | "late_usage" | "credit" | "adjustment" | "feature_seats" | "credit_pack" | "balance_topup";
                    description: string;
                    /**
                     * @description The feature that this line bills
                     * @example api_calls
                     */
                    feature: string | null;
                    /** @description The period that the line covers; for usage, its allowance period */
                    period: {
                        /**
                         * Format: date-time
                         * @example 2026-01-15T10:00:00.000Z
                         */
                        start: string;
                        /**
                         * Format: date-time
                         * @example 2026-01-15T10:00:00.000Z
                         */
                        end: string;
                    } | null;
                    /**
                     * @description Total usage of the period, in units
                     * @example 1
                     */
                    used: number | null;
                    /**
                     * @description Units included in the plan
                     * @example 1
                     */
                    included: number | null;
                    /**
                     * @description Units that this line bills: the usage beyond the included units
                     * @example 1
                     */
                    quantity: number | null;
                    /**
                     * @description Rate scale: 10000 = $1.00
                     * @example 12.6
                     */
                    unitPrice: number | null;
                    /**
                     * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                     * @example 2900
                     */
                    amount: number;
                    /**
                     * @description The exact amount in nanos, before rounding to `amount`
                     * @example 12600000
                     */
                    amountNanos: string;
                }[];
            };
            newPeriod: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
            };
        };
        PlanChangeState: {
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            planId: string;
            /** @example api_calls */
            planCode: string;
            /** @example price_01h455vb4pex5vsknk084sn02q */
            priceId: string | null;
            /** @enum {string} */
            status: "draft" | "pending_payment" | "trialing" | "active" | "past_due" | "paused" | "canceled" | "expired";
            currentPeriod: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
            } | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            trialEndsAt: string | null;
            cancelAtPeriodEnd: boolean;
            cancelReason: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            canceledAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            endDate: string | null;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            previousPlanId: string;
            /** @example api_calls */
            previousPlanCode: string;
            /** @example price_01h455vb4pex5vsknk084sn02q */
            previousPriceId: string | null;
        };
        PlanEdit: {
            /** @enum {string} */
            operation: "updatePlan";
            name?: string;
            description?: string | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            isPublic?: boolean;
            isDefault?: boolean;
            blockOnExhaustion?: boolean;
            topupsSurviveReset?: boolean;
        } | {
            /** @enum {string} */
            operation: "deletePlan";
            /** @description Id or code of the plan that its subscriptions move to at their renewal. Default: they end */
            migrateTo?: string;
        } | {
            /** @enum {string} */
            operation: "createPlanPrice";
            /** @enum {string} */
            billingInterval: "weekly" | "monthly" | "quarterly" | "yearly";
            /**
             * @description Settlement scale: 100 = $1.00
             * @example 2900
             */
            price: number;
            /** @default 0 */
            trialDays?: number;
            /** @default false */
            isDefault?: boolean;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 100000
             */
            includedBalance?: number | null;
            /**
             * @description Credits
             * @example 1000
             */
            includedCredits?: number | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
        } | {
            /** @enum {string} */
            operation: "updatePlanPrice";
            /** @description The price's `price_…` id */
            priceId: string;
            /**
             * @description Settlement scale: 100 = $1.00
             * @example 2900
             */
            price?: number;
            trialDays?: number;
            isDefault?: boolean;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 100000
             */
            includedBalance?: number | null;
            /**
             * @description Credits
             * @example 1000
             */
            includedCredits?: number | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
        } | {
            /** @enum {string} */
            operation: "deletePlanPrice";
            /** @description The price's `price_…` id */
            priceId: string;
        } | {
            /** @enum {string} */
            operation: "addPlanFeature";
            /** @description The feature's `feat_…` id or its code */
            featureId: string;
            /**
             * @default fixed
             * @enum {string}
             */
            pricingMode?: "fixed" | "ai_model";
            enabled?: boolean;
            /**
             * @description Units: up to nine decimals, stored exactly
             * @example 1
             */
            includedAmount?: number;
            unlimited?: boolean;
            overage?: {
                enabled?: boolean;
                /**
                 * @description Rate scale, per unit. On a balance plan this is the price of every unit.
                 * @example 100000
                 */
                unitPrice?: number;
            };
            /**
             * @description Credits
             * @example 1000
             */
            creditsPerUnit?: number | null;
            /**
             * @description Basis points: 2000 = 20 %
             * @example 2000
             */
            margin?: number | null;
            /**
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` rounds it to a nano
             * @enum {string}
             */
            rounding?: "ceil" | "exact";
            /**
             * @description How seats added during a period are charged for the rest of it: with the next renewal, or at once with an invoice
             * @enum {string}
             */
            seatBilling?: "true_up" | "immediate";
            /** @description Seats: the maximum number */
            maxSeats?: number | null;
        } | {
            /** @enum {string} */
            operation: "updatePlanFeature";
            /** @description The feature's `feat_…` id or its code */
            featureId: string;
            enabled?: boolean;
            /**
             * @description Units: up to nine decimals, stored exactly
             * @example 1
             */
            includedAmount?: number;
            unlimited?: boolean;
            overage?: {
                enabled?: boolean;
                /**
                 * @description Rate scale, per unit. On a balance plan this is the price of every unit.
                 * @example 100000
                 */
                unitPrice?: number;
            };
            /**
             * @description Credits
             * @example 1000
             */
            creditsPerUnit?: number | null;
            /**
             * @description Basis points: 2000 = 20 %
             * @example 2000
             */
            margin?: number | null;
            /**
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` rounds it to a nano
             * @enum {string}
             */
            rounding?: "ceil" | "exact";
            /**
             * @description How seats added during a period are charged for the rest of it: with the next renewal, or at once with an invoice
             * @enum {string}
             */
            seatBilling?: "true_up" | "immediate";
            /** @description Seats: the maximum number */
            maxSeats?: number | null;
        } | {
            /** @enum {string} */
            operation: "removePlanFeature";
            /** @description The feature's `feat_…` id or its code */
            featureId: string;
        } | {
            /** @enum {string} */
            operation: "setPlanRegionalPricing";
            /**
             * @description ISO 4217 code, in upper or lower case
             * @example USD
             */
            currency: string;
            /**
             * @description Units of the currency per US dollar. Converts every amount that is not given here
             * @example 150
             */
            exchangeRate: number;
            prices?: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string;
                /**
                 * @description Settlement scale of the currency: 1000 = ¥1,000, 1000 = €10.00
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale, in the currency. Default: converted
                 * @example 100000
                 */
                includedBalance?: number;
            }[];
            features?: {
                /** @description The feature's `feat_…` id or its code */
                featureId: string;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 100000
                 */
                overageUnitPrice: number;
            }[];
        } | {
            /** @enum {string} */
            operation: "deletePlanRegionalPricing";
            /**
             * @description ISO 4217 code, in upper or lower case
             * @example USD
             */
            currency: string;
        } | {
            /** @enum {string} */
            operation: "setPriceRegionalPricing";
            /** @description The price's `price_…` id */
            priceId: string;
            overrides: {
                /**
                 * @description ISO 4217 code, in upper or lower case
                 * @example USD
                 */
                currency: string;
                /**
                 * @description Settlement scale of the currency: 1000 = ¥1,000, 1000 = €10.00
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale, in the currency. Default: converted
                 * @example 100000
                 */
                includedBalance?: number;
            }[];
        } | {
            /** @enum {string} */
            operation: "deletePriceRegionalPricing";
            /** @description The price's `price_…` id */
            priceId: string;
        };
        PlanEditChange: {
            /** @enum {string} */
            of: "plan" | "price" | "feature";
            /** @enum {string} */
            field: "name" | "description" | "isPublic" | "isDefault" | "blockOnExhaustion" | "topupsSurviveReset" | "exchangeRate" | "isSold" | "trialDays" | "price" | "includedBalance" | "includedCredits" | "isInPlan" | "enabled" | "pricingMode" | "includedAmount" | "unlimited" | "overageEnabled" | "overageUnitPrice" | "creditsPerUnit" | "margin" | "rounding" | "seatBilling" | "maxSeats";
            /** @example price_01h455vb4pex5vsknk084sn02q */
            priceId: string | null;
            /** @enum {string|null} */
            billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
            /** @example feat_01h455vb4pex5vsknk084sn02q */
            featureId: string | null;
            /** @example api_calls */
            featureCode: string | null;
            featureName: string | null;
            /** @description Currency of the values; null if they are not amounts */
            currency: string | null;
            /** @description As in the plan: `price` in settlement scale, `includedBalance` and `overageUnitPrice` in rate scale; null: no value */
            from: number | boolean | string | null;
            /** @description As in the plan: `price` in settlement scale, `includedBalance` and `overageUnitPrice` in rate scale; null: no value */
            to: number | boolean | string | null;
            /**
             * @description From the customer's point of view. A lower price is better, but still waits for the renewal
             * @enum {string}
             */
            effect: "better" | "worse" | "neutral";
            /**
             * @description When it applies to a subscription whose period began on the current version of the plan; to new subscriptions it applies at once
             * @enum {string}
             */
            existingCustomers: "now" | "at_renewal" | "never";
            /** @description Counted by the version that each subscription's period began with, its price and its currency */
            subscriptions: {
                /** @description Open subscriptions that it applies to at once */
                now: number;
                /** @description Open subscriptions that it applies to from their renewal on */
                atRenewal: number;
                /**
                 * Format: date-time
                 * @description First renewal of the subscriptions in `atRenewal`
                 * @example 2026-01-15T10:00:00.000Z
                 */
                firstRenewalAt: string | null;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                lastRenewalAt: string | null;
            };
        };
        PlanEditPreview: {
            /** @enum {string} */
            object: "plan_edit_preview";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            planId: string;
            changes: components["schemas"]["PlanEditChange"][];
            subscriptions: {
                /** @description All subscriptions of the plan that are not canceled or expired */
                open: number;
                /** @description Subscriptions that renew on the plan at the end of their period */
                renewing: number;
                /** @description Subscriptions without a period: like new ones, they begin on the plan as it is at that time */
                waiting: number;
                /** @description Subscriptions that end, pause or change to another plan anyway */
                leaving: number;
                /**
                 * Format: date-time
                 * @description First renewal of the subscriptions in `renewing`
                 * @example 2026-01-15T10:00:00.000Z
                 */
                firstRenewalAt: string | null;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                lastRenewalAt: string | null;
            };
            /**
             * @description What the subscriptions in `renewing` do at their renewal: they stay unless the plan is deleted
             * @enum {string}
             */
            renewal: "stay" | "move" | "end";
        };
        PlanFeature: {
            /** @enum {string} */
            object: "plan_feature";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            planId: string;
            /** @example feat_01h455vb4pex5vsknk084sn02q */
            featureId: string;
            /** @example api_calls */
            code: string;
            name: string;
            /** @enum {string} */
            type: "metered" | "boolean" | "seats";
            unitName: string | null;
            enabled: boolean;
            /**
             * @description Units per period, or seats
             * @example 1
             */
            includedAmount: number;
            unlimited: boolean;
            overage: {
                enabled: boolean;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                unitPrice: number | null;
            };
            /**
             * @description Credits, up to nine decimals
             * @example 1000
             */
            creditsPerUnit: number | null;
            /** @enum {string} */
            pricingMode: "fixed" | "ai_model";
            /**
             * @description Margin on the cost of AI usage, in basis points: 2000 = 20 %
             * @example 2000
             */
            margin: number | null;
            /**
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` rounds it to a nano
             * @enum {string}
             */
            rounding: "ceil" | "exact";
            /**
             * @description null if the feature is not of type seats
             * @enum {string|null}
             */
            seatBilling: "true_up" | "immediate" | null;
            maxSeats: number | null;
        };
        PlanGroup: {
            /** @enum {string} */
            object: "plan_group";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example pgr_01h455vb4pex5vsknk084sn02q */
            id: string;
            name: string;
            description: string | null;
            isPublic: boolean;
            /** @description Lowest rank first */
            plans: {
                /** @example plan_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example api_calls */
                code: string;
                name: string;
                sortOrder: number;
            }[];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        PlanGroupList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["PlanGroup"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PlanInCurrency: {
            currency: string;
            /**
             * @description Units of the currency per US dollar. Null: nothing is converted
             * @example 150
             */
            exchangeRate: number | null;
            prices: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                includedBalance: number | null;
                /** @description Converted at the plan's exchange rate because no amount is set */
                isConverted: boolean;
            }[];
            features: {
                /** @example feat_01h455vb4pex5vsknk084sn02q */
                featureId: string;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                overageUnitPrice: number;
                /** @description Converted at the plan's exchange rate because no amount is set */
                isConverted: boolean;
            }[];
        };
        PlanList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Plan"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PlanPrice: {
            /** @enum {string} */
            object: "plan_price";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example price_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            planId: string;
            /** @enum {string} */
            billingInterval: "weekly" | "monthly" | "quarterly" | "yearly";
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            price: number;
            currency: string;
            trialDays: number;
            isDefault: boolean;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            includedBalance: number | null;
            /**
             * @description Credits, up to nine decimals
             * @example 1000
             */
            includedCredits: number | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata: {
                [key: string]: string | number | boolean | null;
            } | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        PlanRegionalPricing: {
            /** @enum {string} */
            object: "plan_regional_pricing";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            planId: string;
            currency: string;
            /**
             * @description Units of the currency per US dollar. Null: nothing is converted
             * @example 150
             */
            exchangeRate: number | null;
            prices: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                includedBalance: number | null;
                /** @description Converted at the plan's exchange rate because no amount is set */
                isConverted: boolean;
            }[];
            features: {
                /** @example feat_01h455vb4pex5vsknk084sn02q */
                featureId: string;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                overageUnitPrice: number;
                /** @description Converted at the plan's exchange rate because no amount is set */
                isConverted: boolean;
            }[];
        };
        PlanVersion: {
            /** @enum {string} */
            object: "plan_version";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            planId: string;
            version: number;
            /** @description Whether a period that begins now uses this version */
            isCurrent: boolean;
            blockOnExhaustion: boolean;
            topupsSurviveReset: boolean;
            prices: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string;
                /** @enum {string} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly";
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                price: number;
                currency: string;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                includedBalance: number | null;
                /**
                 * @description Credits, up to nine decimals
                 * @example 1000
                 */
                includedCredits: number | null;
                /** @description Whether the price has been deleted since */
                isDeleted: boolean;
            }[];
            features: components["schemas"]["PlanFeature"][];
            regional: components["schemas"]["PlanInCurrency"][];
            /** @description Open subscriptions whose current period uses this version */
            subscriptions: number;
            /**
             * Format: date-time
             * @description When it came into force
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        PlanVersionList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["PlanVersion"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        Portal: {
            /** @enum {string} */
            object: "portal";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example psn_01h455vb4pex5vsknk084sn02q */
            sessionId: string;
            operator: {
                name: string;
                email: string | null;
                website: string | null;
                accentColor: string | null;
                hasLogo: boolean;
            };
            customer: {
                name: string | null;
                email: string | null;
            };
            returnUrl: string | null;
            /**
             * Format: date-time
             * @description End of this session
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description Business time; in a sandbox it may stand still
             * @example 2026-01-15T10:00:00.000Z
             */
            now: string;
        };
        PortalChange: {
            /** @enum {string} */
            object: "plan_change";
            /** @enum {string} */
            timing: "immediate" | "period_end";
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveAt: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
            checkoutUrl: string | null;
        };
        PortalChangePreview: {
            /** @enum {string} */
            object: "plan_change_preview";
            /**
             * @description Decided by the rank in the plan group, or by price if there is none; within a plan, a longer interval is an upgrade
             * @enum {string}
             */
            direction: "upgrade" | "downgrade";
            /** @enum {string} */
            timing: "immediate" | "period_end";
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveAt: string;
            currentPlan: {
                /** @example plan_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example api_calls */
                code: string;
                name: string;
                /** @enum {string|null} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                price: number;
            };
            newPlan: {
                /** @example plan_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example api_calls */
                code: string;
                name: string;
                /** @enum {string|null} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                price: number;
            };
            currency: string;
            /** @description Remaining days of the current period, including the day in progress */
            remainingDays: number;
            totalDays: number;
            newPeriod: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
            };
            billing: {
                /**
                 * @description For the unused days of the current period, settlement scale
                 * @example 2900
                 */
                credit: number;
                /**
                 * @description For the new period, charged in advance; settlement scale
                 * @example 2900
                 */
                charge: number;
                /**
                 * @description Usage beyond what the old plan includes, at its prices, and seats added within its period: what is owed for the time until the change. Settlement scale
                 * @example 2900
                 */
                overage: number;
                /**
                 * @description Customer credits applied, settlement scale
                 * @example 2900
                 */
                creditsApplied: number;
                /**
                 * @description Amount to be paid, settlement scale
                 * @example 2900
                 */
                total: number;
                /**
                 * @description Amount kept as a customer credit if `credit` exceeds the charges; settlement scale
                 * @example 2900
                 */
                customerCredit: number;
                /**
                 * @description All customer credits in the currency after the change, settlement scale
                 * @example 2900
                 */
                customerCreditLeft: number;
                lines: {
                    /** @enum {string} */
                    kind: "plan_base" | "feature_overage" | "balance_overage" | "late_usage" | "credit" | "adjustment" | "feature_seats" | "credit_pack" | "balance_topup";
                    description: string;
                    /**
                     * @description The feature that this line bills
                     * @example api_calls
                     */
                    feature: string | null;
                    /** @description The period that the line covers; for usage, its allowance period */
                    period: {
                        /**
                         * Format: date-time
                         * @example 2026-01-15T10:00:00.000Z
                         */
                        start: string;
                        /**
                         * Format: date-time
                         * @example 2026-01-15T10:00:00.000Z
                         */
                        end: string;
                    } | null;
                    /**
                     * @description Units that this line bills: the usage beyond the included units
                     * @example 1
                     */
                    quantity: number | null;
                    /**
                     * @description Rate scale: 10000 = $1.00
                     * @example 12.6
                     */
                    unitPrice: number | null;
                    /**
                     * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                     * @example 2900
                     */
                    amount: number;
                }[];
            };
        };
        PortalCredit: {
            /** @enum {string} */
            object: "customer_credit";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example ccr_01h455vb4pex5vsknk084sn02q */
            id: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            amount: number;
            /**
             * @description Amount that can still be used, settlement scale
             * @example 2900
             */
            remaining: number;
            /** @example USD */
            currency: string;
            reason: string;
            /**
             * @description `active` while any of it can still be used
             * @enum {string}
             */
            status: "active" | "used" | "expired" | "revoked";
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        PortalCreditList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["PortalCredit"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PortalCreditNote: {
            /** @enum {string} */
            object: "credit_note";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example cn_01h455vb4pex5vsknk084sn02q */
            id: string;
            /**
             * @description Numbered without gaps in the environment
             * @example CN-000042
             */
            number: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @example USD */
            currency: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            total: number;
            reason: string;
            /** @enum {string} */
            settlement: "open_amount" | "customer_credit" | "refund" | "outside";
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            issuedAt: string;
        };
        PortalCreditNoteList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["PortalCreditNote"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PortalCreditPack: {
            /** @example pack_01h455vb4pex5vsknk084sn02q */
            id: string;
            name: string;
            description: string | null;
            /**
             * @description Credits, up to nine decimals
             * @example 1000
             */
            credits: number;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            price: number;
            currency: string;
        };
        PortalCreditPackList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["PortalCreditPack"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PortalEntry: {
            /** @enum {string} */
            object: "ledger_entry";
            /** @example led_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @enum {string} */
            type: "allowance" | "consumption" | "topup" | "adjustment" | "reset" | "hold" | "release" | "expiry";
            /** @description A currency such as USD, or `credits` */
            unit: string;
            /**
             * @description Signed. Rate scale for money (10000 = $1.00), else credits
             * @example 125000
             */
            amount: number;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            amountNanos: string;
            /**
             * @description Rate scale for money (10000 = $1.00), else credits
             * @example 125000
             */
            balanceAfter: number;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            balanceAfterNanos: string;
            /** @example evt_01h455vb4pex5vsknk084sn02q */
            eventId: string | null;
            description: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        PortalEntryList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["PortalEntry"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PortalFeature: {
            /** @enum {string} */
            object: "feature_access";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example api_calls */
            code: string;
            name: string;
            /** @enum {string} */
            type: "metered" | "boolean" | "seats";
            /** @description Whether one more unit can be used now */
            allowed: boolean;
            enabled: boolean;
            reason?: string;
            willBeCharged?: boolean;
            /**
             * @description The period's total, in units; or the number of seats
             * @example 1
             */
            used?: number;
            /**
             * @description Metered: units included in the plan
             * @example 1
             */
            included?: number;
            /**
             * @description What is left of the included units, the balance or the credits, in `unit` (rate scale for money); or seats. Null without a limit
             * @example 12.6
             */
            remaining?: number | null;
            /** @description Unit of `remaining`: a currency, `credits`, or `units`. Absent for seats */
            unit?: string;
            unlimited?: boolean;
            overageEnabled?: boolean;
            /**
             * @description Usage beyond the included units, in units
             * @example 1
             */
            overageQuantity?: number;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            overageUnitPrice?: number | null;
        };
        PortalFeatureList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["FeatureAccess"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PortalInvoice: {
            /** @enum {string} */
            object: "invoice";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            id: string;
            /**
             * @description Numbered without gaps in the environment; null on a draft
             * @example INV-000042
             */
            number: string | null;
            /** @enum {string} */
            status: "draft" | "open" | "paid" | "void" | "uncollectible";
            /** @enum {string} */
            reason: "subscription_start" | "renewal" | "overage" | "cancellation" | "one_off" | "plan_change" | "seats" | "credit_pack" | "topup" | "adjustment";
            /** @example USD */
            currency: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            total: number;
            /**
             * @description Amount refunded, settlement scale
             * @example 2900
             */
            amountRefunded: number;
            /**
             * @description Amount credited by credit notes, settlement scale
             * @example 2900
             */
            amountCredited: number;
            /**
             * @description Amount still to be paid, settlement scale; 0 unless the invoice is open or uncollectible
             * @example 2900
             */
            amountDue: number;
            /**
             * Format: date-time
             * @description null on a draft
             * @example 2026-01-15T10:00:00.000Z
             */
            dueAt: string | null;
            period: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
            } | null;
            description: string | null;
            /**
             * Format: date-time
             * @description When it was finalized, in business time
             * @example 2026-01-15T10:00:00.000Z
             */
            issuedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            paidAt: string | null;
            lines: {
                /** @example iline_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @enum {string} */
                kind: "plan_base" | "feature_overage" | "balance_overage" | "late_usage" | "credit" | "adjustment" | "feature_seats" | "credit_pack" | "balance_topup";
                description: string;
                /**
                 * @description The feature that this line bills
                 * @example api_calls
                 */
                feature: string | null;
                /** @description The period that the line covers; for usage, its allowance period */
                period: {
                    /**
                     * Format: date-time
                     * @example 2026-01-15T10:00:00.000Z
                     */
                    start: string;
                    /**
                     * Format: date-time
                     * @example 2026-01-15T10:00:00.000Z
                     */
                    end: string;
                } | null;
                /**
                 * @description Total usage of the period, in units
                 * @example 1
                 */
                used: number | null;
                /**
                 * @description Units included in the plan
                 * @example 1
                 */
                included: number | null;
                /**
                 * @description Units that this line bills: the usage beyond the included units
                 * @example 1
                 */
                quantity: number | null;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                unitPrice: number | null;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                amount: number;
            }[];
        };
        PortalInvoiceList: {
            /** @enum {string} */
            object: "list";
            data: {
                /** @enum {string} */
                object: "invoice";
                /** @description false in a sandbox environment */
                livemode: boolean;
                /** @example inv_01h455vb4pex5vsknk084sn02q */
                id: string;
                /**
                 * @description Numbered without gaps in the environment; null on a draft
                 * @example INV-000042
                 */
                number: string | null;
                /** @enum {string} */
                status: "draft" | "open" | "paid" | "void" | "uncollectible";
                /** @enum {string} */
                reason: "subscription_start" | "renewal" | "overage" | "cancellation" | "one_off" | "plan_change" | "seats" | "credit_pack" | "topup" | "adjustment";
                /** @example USD */
                currency: string;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                total: number;
                /**
                 * @description Amount refunded, settlement scale
                 * @example 2900
                 */
                amountRefunded: number;
                /**
                 * @description Amount credited by credit notes, settlement scale
                 * @example 2900
                 */
                amountCredited: number;
                /**
                 * @description Amount still to be paid, settlement scale; 0 unless the invoice is open or uncollectible
                 * @example 2900
                 */
                amountDue: number;
                /**
                 * Format: date-time
                 * @description null on a draft
                 * @example 2026-01-15T10:00:00.000Z
                 */
                dueAt: string | null;
                period: {
                    /**
                     * Format: date-time
                     * @example 2026-01-15T10:00:00.000Z
                     */
                    start: string;
                    /**
                     * Format: date-time
                     * @example 2026-01-15T10:00:00.000Z
                     */
                    end: string;
                } | null;
                description: string | null;
                /**
                 * Format: date-time
                 * @description When it was finalized, in business time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                issuedAt: string | null;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                paidAt: string | null;
            }[];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PortalPackPurchase: {
            /** @example pack_01h455vb4pex5vsknk084sn02q */
            creditPackId: string;
        };
        PortalPage: {
            /** @enum {string} */
            object: "portal_page";
            url: string;
        };
        PortalPaymentMethod: {
            /** @enum {string} */
            object: "payment_method";
            /** @example pm_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example visa */
            brand: string;
            /** @example 4242 */
            last4: string;
            expMonth: number;
            expYear: number;
            /** @description Whether this card is the one charged */
            isDefault: boolean;
        };
        PortalPaymentMethodList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["PortalPaymentMethod"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PortalPlan: {
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example api_calls */
            code: string;
            name: string;
            description: string | null;
            /**
             * @description How usage is paid: counted and billed, from credits, or from a money balance
             * @enum {string}
             */
            consumptionModel: "metered" | "credits" | "balance";
            isFree: boolean;
            /** @description Rank in its group; a higher plan has a higher rank */
            sortOrder: number;
            prices: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @enum {string} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly";
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                price: number;
                currency: string;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                includedBalance: number | null;
                /**
                 * @description Credits, up to nine decimals
                 * @example 1000
                 */
                includedCredits: number | null;
                isDefault: boolean;
            }[];
            features: {
                /** @example api_calls */
                code: string;
                name: string;
                /** @enum {string} */
                type: "metered" | "boolean" | "seats";
                unitName: string | null;
                enabled: boolean;
                /**
                 * @description Units per period, or seats
                 * @example 1
                 */
                includedAmount: number;
                unlimited: boolean;
                overage: {
                    enabled: boolean;
                    /**
                     * @description Rate scale: 10000 = $1.00
                     * @example 12.6
                     */
                    unitPrice: number | null;
                };
                /**
                 * @description Credits, up to nine decimals
                 * @example 1000
                 */
                creditsPerUnit: number | null;
                /** @enum {string} */
                pricingMode: "fixed" | "ai_model";
                maxSeats: number | null;
            }[];
        };
        PortalPlanChange: {
            /** @description A plan listed by the portal */
            planId?: string;
            /** @enum {string} */
            billingInterval?: "weekly" | "monthly" | "quarterly" | "yearly";
            /**
             * @description The most that may be charged now, settlement scale. If it would be more, the request is refused with `total_above_maximum`. Send the total of a preview to charge at most what was shown.
             * @example 2900
             */
            maxTotal?: number;
        };
        PortalPlanList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["PortalPlan"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PortalPurchase: {
            /** @enum {string} */
            object: "purchase";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example pur_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @enum {string} */
            kind: "credit_pack" | "balance_topup";
            /**
             * @description `pending`: its invoice has not been paid. `applied`: it was added to the account. `held`: paid, and added once the customer's account uses its unit again. `void`: the invoice was voided, or fully credited or refunded before it was added, so nothing is added.
             * @enum {string}
             */
            status: "pending" | "applied" | "held" | "void";
            /** @description A currency such as USD, or `credits` */
            unit: string;
            /** @description Amount added: rate scale for money, else credits */
            amount: number;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            amountNanos: string;
            description: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            paidAt: string | null;
            /** @description Page where it can be paid if no card could be charged */
            checkoutUrl: string | null;
        };
        PortalReactivation: {
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @enum {string} */
            status: "draft" | "pending_payment" | "trialing" | "active" | "past_due" | "paused" | "canceled" | "expired";
            checkoutUrl: string | null;
        };
        PortalSeatChange: {
            /** @enum {string} */
            object: "seat_event";
            /** @example api_calls */
            featureCode: string;
            /** @description Number of seats before the change */
            previousBalance: number;
            /** @description Number of seats after the change */
            newBalance: number;
            /** @description Seats that can be used until the renewal */
            current: number;
            /**
             * Format: date-time
             * @description The time of the change; for removed seats, the renewal
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveAt: string;
            /**
             * @description `advance`: charged with the period that begins. `true_up`: charged for the rest of the period with the next renewal. `immediate`: charged for the rest of the period at once, on `invoiceId`. `none`: nothing is charged for the current period.
             * @enum {string}
             */
            billing: "advance" | "true_up" | "immediate" | "none";
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
            /** @description Page where the invoice can be paid if no card could be charged */
            checkoutUrl: string | null;
        };
        PortalSeatPreview: {
            /** @enum {string} */
            object: "seat_change_preview";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example api_calls */
            featureCode: string;
            /** @description Number of seats before the change */
            previousBalance: number;
            /** @description Number of seats after the change */
            newBalance: number;
            /** @description Seats that can be used until the renewal */
            current: number;
            /**
             * Format: date-time
             * @description The time of the change; for removed seats, the renewal
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveAt: string;
            /**
             * @description `advance`: charged with the period that begins. `true_up`: charged for the rest of the period with the next renewal. `immediate`: charged for the rest of the period at once, on `invoiceId`. `none`: nothing is charged for the current period.
             * @enum {string}
             */
            billing: "advance" | "true_up" | "immediate" | "none";
            /**
             * Format: date-time
             * @description When the period ends: seats that are removed can be used until then
             * @example 2026-01-15T10:00:00.000Z
             */
            renewsAt: string;
            currency: string;
            /** @description Charged for the rest of the period, when `billing` says; null if nothing is */
            charge: components["schemas"]["SeatCharge"] | null;
            /**
             * @description Customer credits applied now, settlement scale
             * @example 2900
             */
            creditsApplied: number;
            /**
             * @description Amount to be paid now, settlement scale; 0 if the renewal charges it
             * @example 2900
             */
            total: number;
        };
        PortalSeats: {
            /** @enum {string} */
            object: "seat_balance";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example api_calls */
            featureCode: string;
            /** @description Seats that can be used now */
            current: number;
            /** @description Seats that continue at the renewal; fewer if some were removed */
            atRenewal: number;
            /** @description Seats included in the plan */
            included: number;
            unlimited: boolean;
            /** @description Maximum number of seats; null without a limit */
            limit: number | null;
            /** @description Seats that can still be added; null without a limit */
            remaining: number | null;
            /**
             * @description Rate scale, per seat beyond the included ones and whole billing period; null if no more seats are sold
             * @example 12.6
             */
            seatPrice: number | null;
            /**
             * @description How seats added during a period are charged for the rest of it: with the next renewal, or at once with an invoice
             * @enum {string}
             */
            seatBilling: "true_up" | "immediate";
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            asOf: string;
            name: string;
        };
        PortalSeatsList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["PortalSeats"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        PortalSession: {
            /** @enum {string} */
            object: "portal_session";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example psn_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @description Works once, for whoever opens it first */
            portalUrl: string;
            returnUrl: string | null;
            /**
             * Format: date-time
             * @description When the link expires if nobody has opened it
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        PortalSubscription: {
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            id: string;
            plan: {
                /** @example plan_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example api_calls */
                code: string;
                name: string;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                basePrice: number;
            };
            name: string;
            /** @enum {string} */
            status: "draft" | "pending_payment" | "trialing" | "active" | "past_due" | "paused" | "canceled" | "expired";
            /** @enum {string|null} */
            billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
            /**
             * @description How usage is paid: counted and billed, from credits, or from a money balance
             * @enum {string}
             */
            consumptionModel: "metered" | "credits" | "balance";
            currency: string;
            /**
             * Format: date-time
             * @description When it began or will begin
             * @example 2026-01-15T10:00:00.000Z
             */
            startDate: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            trialEndsAt: string | null;
            currentPeriod: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
                daysRemaining: number;
            } | null;
            /** @description Balance plans only */
            balance: {
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                remaining: number;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                included: number;
                currency: string;
            } | null;
            /** @description Credit plans only */
            credits: {
                /**
                 * @description Credits, up to nine decimals
                 * @example 1000
                 */
                remaining: number;
                /**
                 * @description Credits, up to nine decimals
                 * @example 1000
                 */
                included: number;
                /**
                 * @description Credits, up to nine decimals
                 * @example 1000
                 */
                purchased: number;
            } | null;
            /** @description The plan change scheduled for the end of the period */
            scheduledChange: {
                plan: {
                    /** @example plan_01h455vb4pex5vsknk084sn02q */
                    id: string;
                    /** @example api_calls */
                    code: string;
                    name: string;
                };
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string | null;
                /** @enum {string|null} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                effectiveAt: string;
            } | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            pausedAt: string | null;
            cancelAtPeriodEnd: boolean;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            canceledAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            endDate: string | null;
            checkoutUrl: string | null;
            /**
             * Format: date-time
             * @description When the included usage is next reset; null if it will not be
             * @example 2026-01-15T10:00:00.000Z
             */
            resetsAt: string | null;
        };
        PortalTopup: {
            /**
             * @description Rate scale: 100000 = $10.00; above 0, and a whole number of the currency's smallest unit
             * @example 100000
             */
            amount: number;
        };
        PortalUsage: {
            /** @enum {string} */
            object: "usage_summary";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            to: string;
            groupBy: string | null;
            events: number;
            /**
             * @description Sum of the values of fixed-price and metered events, in units
             * @example 1
             */
            value: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            inputTokens: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            outputTokens: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            cacheReadTokens: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            cacheWriteTokens: number;
            /**
             * @description Currency of `cost`; null if nothing cost money, or if there are several currencies
             * @example USD
             */
            currency: string | null;
            /**
             * @description Rate scale: 10000 = $1.00. Null if there are several currencies: see `costs`
             * @example 12.6
             */
            cost: number | null;
            /**
             * @description Nanos: 10^-9 of the currency's unit. Null if there are several currencies: see `costs`
             * @example 12600000
             */
            costNanos: string | null;
            /** @description Cost in each currency */
            costs: {
                currency: string;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                cost: number;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                costNanos: string;
            }[];
            /**
             * @description Credits, up to nine decimals
             * @example 1000
             */
            credits: number;
            groups: {
                key: string | null;
                /**
                 * @description When grouped by property: everything beyond the thousand values with the most events
                 * @enum {boolean}
                 */
                isRest?: true;
                events: number;
                /**
                 * @description Sum of the values of fixed-price and metered events, in units
                 * @example 1
                 */
                value: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                inputTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                outputTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                cacheReadTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                cacheWriteTokens: number;
                /**
                 * @description Currency of `cost`; null if nothing cost money, or if there are several currencies
                 * @example USD
                 */
                currency: string | null;
                /**
                 * @description Rate scale: 10000 = $1.00. Null if there are several currencies: see `costs`
                 * @example 12.6
                 */
                cost: number | null;
                /**
                 * @description Nanos: 10^-9 of the currency's unit. Null if there are several currencies: see `costs`
                 * @example 12600000
                 */
                costNanos: string | null;
                /** @description Cost in each currency */
                costs: {
                    currency: string;
                    /**
                     * @description Rate scale: 10000 = $1.00
                     * @example 12.6
                     */
                    cost: number;
                    /**
                     * @description Nanos: 10^-9 of the unit
                     * @example 12600000
                     */
                    costNanos: string;
                }[];
                /**
                 * @description Credits, up to nine decimals
                 * @example 1000
                 */
                credits: number;
            }[];
        };
        PortalUsageQuery: {
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
            /** @enum {string} */
            groupBy?: "day" | "feature" | "model";
        };
        PreviewChange: {
            /**
             * @description The plan's `plan_…` id or its code
             * @example pro
             */
            planId?: string;
            /** @enum {string} */
            billingInterval?: "weekly" | "monthly" | "quarterly" | "yearly";
        };
        PreviewPortalChange: {
            /** @description A plan listed by the portal */
            planId?: string;
            /** @enum {string} */
            billingInterval?: "weekly" | "monthly" | "quarterly" | "yearly";
        };
        PreviewPortalSeats: {
            /**
             * @description Total number of seats
             * @example 7
             */
            count: number;
        };
        PreviewSeats: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /** @example api_calls */
            featureCode: string;
            /**
             * @description Total number of seats
             * @example 7
             */
            count: number;
        };
        PriceRegionalPricing: {
            /** @enum {string} */
            object: "price_regional_pricing";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            planId: string;
            /** @example price_01h455vb4pex5vsknk084sn02q */
            priceId: string;
            overrides: {
                currency: string;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale: 10000 = $1.00. Null: converted, or nothing is included
                 * @example 12.6
                 */
                includedBalance: number | null;
            }[];
        };
        Purchase: {
            /** @enum {string} */
            object: "purchase";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example pur_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @enum {string} */
            kind: "credit_pack" | "balance_topup";
            /**
             * @description `pending`: its invoice has not been paid. `applied`: it was added to the account. `held`: paid, and added once the customer's account uses its unit again. `void`: the invoice was voided, or fully credited or refunded before it was added, so nothing is added.
             * @enum {string}
             */
            status: "pending" | "applied" | "held" | "void";
            /** @example pack_01h455vb4pex5vsknk084sn02q */
            creditPackId: string | null;
            /** @description A currency such as USD, or `credits` */
            unit: string;
            /** @description Amount added: rate scale for money, else credits */
            amount: number;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            amountNanos: string;
            description: string;
            /** @description The ledger entry that added it */
            entryId: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            paidAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            appliedAt: string | null;
        };
        PurchaseList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Purchase"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        ReactivateSubscription: {
            /** @description As on creation. true: charged and active at once. false: paid at `checkoutUrl` first. Default: the environment's setting `collection`. */
            activate?: boolean;
            /**
             * @description Where the customer goes on from `checkoutUrl`, where it awaits its payment
             * @example https://example.com/thanks
             */
            successUrl?: string;
        };
        ReadCustomerNames: {
            /**
             * @description 1 to 100 `cus_…` ids, separated by commas
             * @example cus_01h455vb4pex5vsknk084sn02q,cus_01h455vb4pex5vsknk084sn02r
             */
            ids: string;
        };
        ReadOperatorLink: {
            /** @description The part of the link after `#` */
            token: string;
        };
        Receipt: {
            /** @enum {string} */
            object: "receipt";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example evt_01h455vb4pex5vsknk084sn02q */
            id: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            timestamp: string;
            /** @example api_calls */
            feature: string;
            featureName: string;
            unitName: string | null;
            /**
             * @description Units; null for AI usage
             * @example 1
             */
            quantity: number | null;
            model: string | null;
            estimated: boolean;
            /** @description Part of the output tokens */
            reasoningTokens: number;
            /** @description Parts of the cost of AI usage; otherwise empty */
            parts: components["schemas"]["ReceiptPart"][];
            /**
             * @description Per unit, rate scale; null if there is no price per unit
             * @example 12.6
             */
            unitPrice: number | null;
            /** @enum {string|null} */
            rounding: "ceil" | "exact" | null;
            /** @description null for usage that was only recorded */
            charged: {
                /** @description A currency, `credits`, or `units` for counted usage */
                unit: string;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                amountNanos: string;
                /**
                 * @description Balance directly after the charge
                 * @example 12600000
                 */
                balanceAfterNanos: string | null;
                /**
                 * @description Counted usage: total of the period after this request
                 * @example 1
                 */
                usedAfter: number | null;
                /**
                 * @description Units, up to nine decimals
                 * @example 1
                 */
                included: number | null;
            } | null;
        };
        ReceiptList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Receipt"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        ReceiptPart: {
            /** @enum {string} */
            kind: "input" | "output" | "cache_read" | "cache_write";
            tokens: number;
            /**
             * @description As charged, per million tokens, rate scale; null if the part has two prices
             * @example 12.6
             */
            unitPrice: number | null;
            /**
             * @description This part of the cost; the parts add up to the cost
             * @example 12600000
             */
            amountNanos: string;
        };
        Refund: {
            /** @enum {string} */
            object: "refund";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example rfd_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example txn_01h455vb4pex5vsknk084sn02q */
            transactionId: string;
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            paymentId: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed";
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            amount: number;
            /** @example USD */
            currency: string;
            reason: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            settledAt: string | null;
        };
        RefundTransaction: {
            /**
             * @description Settlement scale. Default: everything that has not been refunded yet
             * @example 2900
             */
            amount?: number;
            reason?: string;
        };
        RefusedTotals: {
            /** @enum {string} */
            object: "refused_totals";
            /** @description false in a sandbox environment */
            livemode: boolean;
            count: number;
            /** @description The part of `count` that could not be rated in money */
            unrated: number;
            /** @description What the rest would have cost, currencies with the most usage first */
            costs: {
                currency: string;
                count: number;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                nanos: string;
            }[];
        };
        RefusedTotalsQuery: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @example api_calls */
            feature?: string;
            /** @description The model name as sent */
            model?: string;
            /** @enum {string} */
            reason?: "insufficient_balance" | "insufficient_credits" | "included_limit_reached" | "no_active_subscription" | "feature_not_in_plan" | "feature_disabled" | "model_not_found" | "exchange_rate_not_found" | "feature_not_found" | "pricing_mode_mismatch" | "idempotency_key_mismatch" | "duplicate" | "validation_error";
            /** @enum {string} */
            status?: "open" | "recorded" | "dismissed";
            /**
             * Format: date-time
             * @description Only usage with a timestamp at or after this time
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Only usage with a timestamp before this time
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
        };
        RefusedUsage: {
            /** @enum {string} */
            object: "refused_usage";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example rfu_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example api_calls */
            feature: string;
            /**
             * @description `recorded` after a successful replay or retry; `dismissed` after you dismissed it
             * @enum {string}
             */
            status: "open" | "recorded" | "dismissed";
            /**
             * @description Error code of the latest refusal
             * @example insufficient_balance
             */
            reason: string;
            message: string;
            attempts: number;
            /** @description What it would have cost, if it could be rated */
            cost?: {
                currency: string;
                /**
                 * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` rounds it to a nano
                 * @enum {string}
                 */
                rounding: "ceil" | "exact";
                /** @description Units of the currency per unit of the model's price currency; absent if both are the same */
                exchangeRate?: number;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                total: number;
                /**
                 * @description Fixed price: number of units
                 * @example 1
                 */
                quantity?: number;
                /**
                 * @description Fixed price: price per unit, rate scale
                 * @example 12.6
                 */
                unitPrice?: number;
                /** @description The model of the catalog that it was priced as */
                model?: string;
                /**
                 * @description The price that was applied
                 * @example mprice_01h455vb4pex5vsknk084sn02q
                 */
                priceId?: string;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                inputCost?: number;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                outputCost?: number;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                cacheReadCost?: number;
                /**
                 * @description Five-minute and one-hour cache writes, rate scale
                 * @example 12.6
                 */
                cacheWriteCost?: number;
                /**
                 * @description Sum of the costs before the margin, rate scale
                 * @example 12.6
                 */
                subtotal?: number;
                /** @description Basis points */
                margin?: number;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                marginAmount?: number;
            };
            /**
             * @description What it would have deducted, in `unit` (rate scale for money), if it could be rated
             * @example 12.6
             */
            deducts?: number;
            /** @description A currency, or `credits` */
            unit?: string;
            /** @description The event as sent */
            event?: unknown;
            /** @example evt_01h455vb4pex5vsknk084sn02q */
            eventId: string | null;
            /** @description Why it was dismissed */
            dismissReason: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            timestamp: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        RefusedUsageList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["RefusedUsage"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        RemainderState: {
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string;
            /**
             * @description The usage event that was charged
             * @example evt_01h455vb4pex5vsknk084sn02q
             */
            eventId: string;
            /**
             * @description A currency such as USD, or `credits`
             * @example USD
             */
            unit: string;
            /** @description Rate scale for money (10000 = $1.00), else credits */
            remaining: number;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            remainingNanos: string;
            /** @description What the plan gives at each reset: rate scale for money, else credits */
            included: number;
        };
        RemoveSeats: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /** @example api_calls */
            featureCode: string;
            /**
             * @description Number of seats to remove
             * @example 1
             */
            count: number;
        };
        RemovedMember: {
            /** @enum {string} */
            object: "member";
            id: string;
            /** @enum {boolean} */
            deleted: true;
        };
        RemovedPlanFeature: {
            /** @enum {string} */
            object: "plan_feature";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            planId: string;
            /** @example feat_01h455vb4pex5vsknk084sn02q */
            featureId: string;
            /** @enum {boolean} */
            deleted: true;
        };
        RemovedPlanFromGroup: {
            /** @enum {string} */
            object: "plan_group";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example pgr_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            planId: string;
            /** @enum {boolean} */
            removed: true;
        };
        ReorderPlansInGroup: {
            /** @description Ids or codes of all plans of the group, lowest rank first */
            planIds: string[];
        };
        ReorderedPlans: {
            /** @enum {string} */
            object: "plan_group";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example pgr_01h455vb4pex5vsknk084sn02q */
            id: string;
            plans: {
                /** @example plan_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example api_calls */
                code: string;
                name: string;
                sortOrder: number;
            }[];
            /** @enum {boolean} */
            reordered: true;
        };
        /** @description With a filter, replays up to 100 matching open ones, those tried longest ago first; `remaining` is the number left */
        ReplayRefusedUsage: {
            ids?: string[];
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @example api_calls */
            feature?: string;
            /** @description The model name as sent */
            model?: string;
            /** @enum {string} */
            reason?: "insufficient_balance" | "insufficient_credits" | "included_limit_reached" | "no_active_subscription" | "feature_not_in_plan" | "feature_disabled" | "model_not_found" | "exchange_rate_not_found" | "feature_not_found" | "pricing_mode_mismatch" | "idempotency_key_mismatch" | "duplicate" | "validation_error";
        };
        ReplayResult: {
            /** @enum {string} */
            object: "replay_result";
            /** @description false in a sandbox environment */
            livemode: boolean;
            recorded: number;
            duplicates: number;
            refused: number;
            remaining: number;
            results: {
                /** @example rfu_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @enum {string} */
                status: "recorded" | "duplicate" | "refused";
                event?: components["schemas"]["UsageEvent"];
                /**
                 * @description The archived event that this is a duplicate of, instead of `event`
                 * @example evt_01h455vb4pex5vsknk084sn02q
                 */
                eventId?: string;
                error?: components["schemas"]["ApiError"];
            }[];
        };
        ReplayWebhook: {
            /**
             * Format: date-time
             * @description Only events with `createdAt` at or after this time
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Only events with `createdAt` before this time
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
            /** @description Default: the types that the webhook subscribes to */
            types?: ("subscription.created" | "subscription.activated" | "subscription.updated" | "subscription.canceled" | "subscription.past_due" | "payment.received" | "payment.failed" | "payment.disputed" | "subscription.plan_changed" | "subscription.paused" | "subscription.resumed" | "subscription.reactivated" | "balance.low" | "balance.exhausted" | "credits.low" | "credits.exhausted" | "invoice.created" | "invoice.finalized" | "invoice.paid" | "invoice.voided" | "invoice.uncollectible" | "invoice.deleted" | "credit_note.created" | "usage.refused" | "webhook.test" | "model.price_changed")[];
            /** @description `nextCursor` of the previous call */
            cursor?: string;
        };
        ResolveModel: {
            /**
             * @description The name that your code sends
             * @example claude-sonnet-4-20250514
             */
            model: string;
            /** @description The model that the provider reports; takes precedence if it resolves */
            responseModel?: string;
        };
        RotateWebhookSecret: {
            /**
             * @description How long webhooks are also signed with the old secret
             * @default 24
             */
            overlapHours?: number;
        };
        SeatBalance: {
            /** @enum {string} */
            object: "seat_balance";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string;
            /** @example api_calls */
            featureCode: string;
            /** @description Seats that can be used now */
            current: number;
            /** @description Seats that continue at the renewal; fewer if some were removed */
            atRenewal: number;
            /** @description Seats included in the plan */
            included: number;
            unlimited: boolean;
            /** @description Maximum number of seats; null without a limit */
            limit: number | null;
            /** @description Seats that can still be added; null without a limit */
            remaining: number | null;
            /**
             * @description Rate scale, per seat beyond the included ones and whole billing period; null if no more seats are sold
             * @example 12.6
             */
            seatPrice: number | null;
            /**
             * @description How seats added during a period are charged for the rest of it: with the next renewal, or at once with an invoice
             * @enum {string}
             */
            seatBilling: "true_up" | "immediate";
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            asOf: string;
        };
        SeatBalanceList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["SeatBalance"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        SeatChangePreview: {
            /** @enum {string} */
            object: "seat_change_preview";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string;
            /** @example api_calls */
            featureCode: string;
            /** @description Number of seats before the change */
            previousBalance: number;
            /** @description Number of seats after the change */
            newBalance: number;
            /** @description Seats that can be used until the renewal */
            current: number;
            /**
             * Format: date-time
             * @description The time of the change; for removed seats, the renewal
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveAt: string;
            /**
             * @description `advance`: charged with the period that begins. `true_up`: charged for the rest of the period with the next renewal. `immediate`: charged for the rest of the period at once, on `invoiceId`. `none`: nothing is charged for the current period.
             * @enum {string}
             */
            billing: "advance" | "true_up" | "immediate" | "none";
            /**
             * Format: date-time
             * @description When the period ends: seats that are removed can be used until then
             * @example 2026-01-15T10:00:00.000Z
             */
            renewsAt: string;
            currency: string;
            /** @description Charged for the rest of the period, when `billing` says; null if nothing is */
            charge: components["schemas"]["SeatCharge"] | null;
            /**
             * @description Customer credits applied now, settlement scale
             * @example 2900
             */
            creditsApplied: number;
            /**
             * @description Amount to be paid now, settlement scale; 0 if the renewal charges it
             * @example 2900
             */
            total: number;
        };
        SeatCharge: {
            /** @description Added seats beyond the included ones */
            quantity: number;
            /**
             * @description Rate scale, per seat and whole billing period
             * @example 12.6
             */
            unitPrice: number;
            period: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
            };
            /**
             * @description Settlement scale, before customer credits
             * @example 2900
             */
            amount: number;
        };
        SeatEvent: {
            /** @enum {string} */
            object: "seat_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example seat_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string;
            /** @example api_calls */
            featureCode: string;
            /** @description Number of seats before the change */
            previousBalance: number;
            /** @description Number of seats after the change */
            newBalance: number;
            /** @description Seats that can be used until the renewal */
            current: number;
            /**
             * Format: date-time
             * @description The time of the change; for removed seats, the renewal
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveAt: string;
            /**
             * @description `advance`: charged with the period that begins. `true_up`: charged for the rest of the period with the next renewal. `immediate`: charged for the rest of the period at once, on `invoiceId`. `none`: nothing is charged for the current period.
             * @enum {string}
             */
            billing: "advance" | "true_up" | "immediate" | "none";
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
            /**
             * @description The API key that made the change
             * @example key_01h455vb4pex5vsknk084sn02q
             */
            apiKeyId: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        SeatEventList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["SeatEvent"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        SeatEvents: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["SeatEvent"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        SeatLineTotals: {
            /** @description Number of events */
            events: number;
            /** @description Number of seats before the first change */
            seatsBefore: number;
            /** @description Seats added by these changes */
            added: number;
            /** @description Seats removed by these changes */
            removed: number;
            /** @description The line's `used`: `seatsBefore` plus `added` minus `removed` */
            seats: number;
            /** @description The line's `quantity`: the seats beyond the included ones; for a change within a period, by how many the change increased these */
            quantity: number;
        };
        SendInvoice: {
            /**
             * Format: email
             * @description Default: the customer's e-mail address
             */
            to?: string;
        };
        SentInvoice: {
            /** @enum {string} */
            object: "sent_invoice";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            to: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            sentAt: string;
        };
        SentTestMail: {
            /** @enum {string} */
            object: "sent_test_mail";
            to: string;
        };
        SetAllSeats: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /**
             * @description Number of seats by feature code
             * @example {
             *       "editor": 5
             *     }
             */
            seats: {
                [key: string]: number;
            };
            /**
             * @description The most that may be charged now, settlement scale. If it would be more, the request is refused with `total_above_maximum`. Send the total of a preview to charge at most what was shown.
             * @example 2900
             */
            maxTotal?: number;
        };
        SetInvoiceStatus: {
            /** @enum {string} */
            status: "paid" | "void" | "uncollectible";
            /** @description Why the invoice is void; printed on its document */
            reason?: string;
        };
        SetPlanRegionalPricing: {
            /**
             * @description ISO 4217 code, in upper or lower case
             * @example USD
             */
            currency: string;
            /**
             * @description Units of the currency per US dollar. Converts every amount that is not given here
             * @example 150
             */
            exchangeRate: number;
            prices?: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string;
                /**
                 * @description Settlement scale of the currency: 1000 = ¥1,000, 1000 = €10.00
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale, in the currency. Default: converted
                 * @example 100000
                 */
                includedBalance?: number;
            }[];
            features?: {
                /** @description The feature's `feat_…` id or its code */
                featureId: string;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 100000
                 */
                overageUnitPrice: number;
            }[];
        };
        SetPlanVisibility: {
            isPublic: boolean;
        };
        SetPortalSeats: {
            /**
             * @description Total number of seats
             * @example 7
             */
            count: number;
            /**
             * @description The most that may be charged now, settlement scale. If it would be more, the request is refused with `total_above_maximum`. Send the total of a preview to charge at most what was shown.
             * @example 2900
             */
            maxTotal?: number;
        };
        SetPriceRegionalPricing: {
            overrides: {
                /**
                 * @description ISO 4217 code, in upper or lower case
                 * @example USD
                 */
                currency: string;
                /**
                 * @description Settlement scale of the currency: 1000 = ¥1,000, 1000 = €10.00
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale, in the currency. Default: converted
                 * @example 100000
                 */
                includedBalance?: number;
            }[];
        };
        SetSeats: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /** @example api_calls */
            featureCode: string;
            /**
             * @description Total number of seats
             * @example 7
             */
            count: number;
            /**
             * @description The most that may be charged now, settlement scale. If it would be more, the request is refused with `total_above_maximum`. Send the total of a preview to charge at most what was shown.
             * @example 2900
             */
            maxTotal?: number;
        };
        SetUsage: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /** @example api_calls */
            feature?: string;
            /** @example api_calls */
            featureCode?: string;
            /**
             * @description Units: up to nine decimals, stored exactly
             * @example 1
             */
            value: number;
            idempotencyKey?: string;
            reason?: string;
        };
        SignIn: {
            email: string;
            password: string;
        };
        SignedIn: {
            /** @enum {string} */
            object: "signed_in";
        };
        Subscription: {
            /** @enum {string} */
            object: "subscription";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            plan: {
                /** @example plan_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example api_calls */
                code: string;
                name: string;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
                 * @example 2900
                 */
                basePrice: number;
            };
            /** @example price_01h455vb4pex5vsknk084sn02q */
            priceId: string | null;
            name: string;
            /** @enum {string} */
            status: "draft" | "pending_payment" | "trialing" | "active" | "past_due" | "paused" | "canceled" | "expired";
            /** @enum {string|null} */
            billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
            /**
             * @description How usage is paid: counted and billed, from credits, or from a money balance
             * @enum {string}
             */
            consumptionModel: "metered" | "credits" | "balance";
            currency: string;
            /**
             * Format: date-time
             * @description When it began or will begin
             * @example 2026-01-15T10:00:00.000Z
             */
            startDate: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            trialEndsAt: string | null;
            currentPeriod: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
                daysRemaining: number;
            } | null;
            /** @description Balance plans only */
            balance: {
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                remaining: number;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                included: number;
                currency: string;
            } | null;
            /** @description Credit plans only */
            credits: {
                /**
                 * @description Credits, up to nine decimals
                 * @example 1000
                 */
                remaining: number;
                /**
                 * @description Credits, up to nine decimals
                 * @example 1000
                 */
                included: number;
                /**
                 * @description Credits, up to nine decimals
                 * @example 1000
                 */
                purchased: number;
            } | null;
            /** @description The plan change scheduled for the end of the period */
            scheduledChange: {
                plan: {
                    /** @example plan_01h455vb4pex5vsknk084sn02q */
                    id: string;
                    /** @example api_calls */
                    code: string;
                    name: string;
                };
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string | null;
                /** @enum {string|null} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly" | null;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                effectiveAt: string;
            } | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            pausedAt: string | null;
            cancelAtPeriodEnd: boolean;
            cancelReason: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            canceledAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            endDate: string | null;
            checkoutUrl: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        SubscriptionActivatedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "subscription.activated";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["SubscriptionState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        SubscriptionCanceledEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "subscription.canceled";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["SubscriptionState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        SubscriptionCreatedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "subscription.created";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["SubscriptionState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        SubscriptionList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Subscription"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        SubscriptionPastDueEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "subscription.past_due";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["SubscriptionState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        SubscriptionPausedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "subscription.paused";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["SubscriptionState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        SubscriptionPlanChangedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "subscription.plan_changed";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["PlanChangeState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        SubscriptionReactivatedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "subscription.reactivated";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["SubscriptionState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        SubscriptionResumedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "subscription.resumed";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["SubscriptionState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        SubscriptionState: {
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId: string;
            /** @example plan_01h455vb4pex5vsknk084sn02q */
            planId: string;
            /** @example api_calls */
            planCode: string;
            /** @example price_01h455vb4pex5vsknk084sn02q */
            priceId: string | null;
            /** @enum {string} */
            status: "draft" | "pending_payment" | "trialing" | "active" | "past_due" | "paused" | "canceled" | "expired";
            currentPeriod: {
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                end: string;
            } | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            trialEndsAt: string | null;
            cancelAtPeriodEnd: boolean;
            cancelReason: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            canceledAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            endDate: string | null;
        };
        SubscriptionUpdatedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "subscription.updated";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["SubscriptionState"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        SummarizeUsage: {
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @example api_calls */
            feature?: string;
            /**
             * Format: date-time
             * @description Default: 30 days before `to`. Rounded down to the hour
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Default: now. Rounded up to the hour
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
            /**
             * @description hour, day, month (UTC), model, feature, or property:<name>
             * @example day
             */
            groupBy?: ("hour" | "day" | "month" | "model" | "feature") | string;
        };
        TestClock: {
            /** @enum {string} */
            object: "test_clock";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description `advancing` while the clock is moving to `targetTime`
             * @enum {string}
             */
            status: "ready" | "advancing";
            /**
             * Format: date-time
             * @description null while the sandbox runs on real time
             * @example 2026-01-15T10:00:00.000Z
             */
            frozenTime: string | null;
            /**
             * Format: date-time
             * @description The sandbox's business time
             * @example 2026-01-15T10:00:00.000Z
             */
            now: string;
            /** @description The last move of the clock, including one in progress; null if there was none */
            run: {
                /** @enum {string} */
                object: "test_clock_run";
                /** @description false in a sandbox environment */
                livemode: boolean;
                /**
                 * @description `advancing` while the clock is moving to `targetTime`
                 * @enum {string}
                 */
                status: "ready" | "advancing";
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                from: string;
                /**
                 * Format: date-time
                 * @description Current time of the clock
                 * @example 2026-01-15T10:00:00.000Z
                 */
                frozenTime: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                targetTime: string;
                progress: {
                    /** @description Steps completed so far */
                    done: number;
                    /** @description Subscriptions and payments with something due by `targetTime`; each may take several steps */
                    due: number;
                };
                /** @description Number of steps completed, by kind */
                counts: {
                    draft_started?: number;
                    subscription_started?: number;
                    trial_ended?: number;
                    allowance_reset?: number;
                    period_renewed?: number;
                    plan_changed?: number;
                    subscription_paused?: number;
                    subscription_canceled?: number;
                    subscription_expired?: number;
                    payment_retried?: number;
                    payment_abandoned?: number;
                };
                /** @description Number of invoices created */
                invoices: number;
                /** @description The first 100 completed steps, in order of their due time */
                done: {
                    /** @enum {string} */
                    kind: "draft_started" | "subscription_started" | "trial_ended" | "allowance_reset" | "period_renewed" | "plan_changed" | "subscription_paused" | "subscription_canceled" | "subscription_expired" | "payment_retried" | "payment_abandoned";
                    /**
                     * Format: date-time
                     * @example 2026-01-15T10:00:00.000Z
                     */
                    dueAt: string;
                    /** @example sub_01h455vb4pex5vsknk084sn02q */
                    subscriptionId: string | null;
                    /** @example cus_01h455vb4pex5vsknk084sn02q */
                    customerId: string;
                    /** @example inv_01h455vb4pex5vsknk084sn02q */
                    invoiceId: string | null;
                }[];
                /** @description The last ten completed steps, latest first */
                latest: {
                    /** @enum {string} */
                    kind: "draft_started" | "subscription_started" | "trial_ended" | "allowance_reset" | "period_renewed" | "plan_changed" | "subscription_paused" | "subscription_canceled" | "subscription_expired" | "payment_retried" | "payment_abandoned";
                    /**
                     * Format: date-time
                     * @example 2026-01-15T10:00:00.000Z
                     */
                    dueAt: string;
                    /** @example sub_01h455vb4pex5vsknk084sn02q */
                    subscriptionId: string | null;
                    /** @example cus_01h455vb4pex5vsknk084sn02q */
                    customerId: string;
                    /** @example inv_01h455vb4pex5vsknk084sn02q */
                    invoiceId: string | null;
                }[];
                /** @description Whether there were more steps than `done` lists */
                hasMore: boolean;
                /** @description The first 100 steps that failed; they are tried again later */
                failed: {
                    /** @example sub_01h455vb4pex5vsknk084sn02q */
                    subscriptionId: string | null;
                    /**
                     * Format: date-time
                     * @example 2026-01-15T10:00:00.000Z
                     */
                    dueAt: string;
                    message: string;
                }[];
            } | null;
        };
        TestClockBilling: {
            /** @enum {string} */
            object: "test_clock_billing";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            frozenTime: string | null;
            /**
             * Format: date-time
             * @description The sandbox's business time; everything due by then was handled
             * @example 2026-01-15T10:00:00.000Z
             */
            now: string;
            /** @description Number of steps completed, by kind */
            counts: {
                draft_started?: number;
                subscription_started?: number;
                trial_ended?: number;
                allowance_reset?: number;
                period_renewed?: number;
                plan_changed?: number;
                subscription_paused?: number;
                subscription_canceled?: number;
                subscription_expired?: number;
                payment_retried?: number;
                payment_abandoned?: number;
            };
            /** @description Number of steps that failed; they are tried again later */
            failed: number;
        };
        TestClockRun: {
            /** @enum {string} */
            object: "test_clock_run";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description `advancing` while the clock is moving to `targetTime`
             * @enum {string}
             */
            status: "ready" | "advancing";
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @description Current time of the clock
             * @example 2026-01-15T10:00:00.000Z
             */
            frozenTime: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            targetTime: string;
            progress: {
                /** @description Steps completed so far */
                done: number;
                /** @description Subscriptions and payments with something due by `targetTime`; each may take several steps */
                due: number;
            };
            /** @description Number of steps completed, by kind */
            counts: {
                draft_started?: number;
                subscription_started?: number;
                trial_ended?: number;
                allowance_reset?: number;
                period_renewed?: number;
                plan_changed?: number;
                subscription_paused?: number;
                subscription_canceled?: number;
                subscription_expired?: number;
                payment_retried?: number;
                payment_abandoned?: number;
            };
            /** @description Number of invoices created */
            invoices: number;
            /** @description The first 100 completed steps, in order of their due time */
            done: {
                /** @enum {string} */
                kind: "draft_started" | "subscription_started" | "trial_ended" | "allowance_reset" | "period_renewed" | "plan_changed" | "subscription_paused" | "subscription_canceled" | "subscription_expired" | "payment_retried" | "payment_abandoned";
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                dueAt: string;
                /** @example sub_01h455vb4pex5vsknk084sn02q */
                subscriptionId: string | null;
                /** @example cus_01h455vb4pex5vsknk084sn02q */
                customerId: string;
                /** @example inv_01h455vb4pex5vsknk084sn02q */
                invoiceId: string | null;
            }[];
            /** @description The last ten completed steps, latest first */
            latest: {
                /** @enum {string} */
                kind: "draft_started" | "subscription_started" | "trial_ended" | "allowance_reset" | "period_renewed" | "plan_changed" | "subscription_paused" | "subscription_canceled" | "subscription_expired" | "payment_retried" | "payment_abandoned";
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                dueAt: string;
                /** @example sub_01h455vb4pex5vsknk084sn02q */
                subscriptionId: string | null;
                /** @example cus_01h455vb4pex5vsknk084sn02q */
                customerId: string;
                /** @example inv_01h455vb4pex5vsknk084sn02q */
                invoiceId: string | null;
            }[];
            /** @description Whether there were more steps than `done` lists */
            hasMore: boolean;
            /** @description The first 100 steps that failed; they are tried again later */
            failed: {
                /** @example sub_01h455vb4pex5vsknk084sn02q */
                subscriptionId: string | null;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                dueAt: string;
                message: string;
            }[];
        };
        TopupBalance: {
            /**
             * @description Rate scale: 100000 = $10.00; above 0, and a whole number of the currency's smallest unit
             * @example 100000
             */
            amount: number;
            description?: string;
        };
        TrackUsage: {
            /**
             * @description Code of a metered feature. Required (or its alias featureCode)
             * @example api_calls
             */
            feature?: string;
            /**
             * @description Alias of feature
             * @example api_calls
             */
            featureCode?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId: string;
            /**
             * @description Units used, up to nine decimals. Default: 1. Not allowed together with model
             * @example 1
             */
            value?: number;
            /** @description Unique per customer, forever */
            idempotencyKey?: string;
            /** @description Alias of idempotencyKey */
            eventId?: string;
            /**
             * Format: date-time
             * @description Default: now
             * @example 2026-01-15T10:00:00Z
             */
            timestamp?: string;
            /** @description Key-value data for grouping and debugging */
            properties?: {
                property: string;
                value: string;
            }[];
            /** @example anthropic/claude-sonnet-4-20250514 */
            model?: string;
            /** @description The model that the provider reports */
            responseModel?: string;
            /**
             * @description Tokens billed at the input price: neither read from nor written to the cache
             * @example 1000
             */
            inputTokens?: number;
            /** @example 1000 */
            outputTokens?: number;
            /** @example 1000 */
            cacheReadTokens?: number;
            /**
             * @description Tokens written to the cache for five minutes. Does not include cacheWrite1hTokens: no token is counted twice
             * @example 1000
             */
            cacheWriteTokens?: number;
            /**
             * @description Tokens written to the cache for an hour
             * @example 1000
             */
            cacheWrite1hTokens?: number;
            /**
             * @description Part of outputTokens
             * @example 1000
             */
            reasoningTokens?: number;
            /** @description The token counts are estimates, for example after an aborted stream */
            estimated?: boolean;
        };
        TrackUsageBatch: {
            /** @description 1 to 100 events, each in the form of TrackUsage */
            events: components["schemas"]["TrackUsage"][];
            /** @description For past usage: allows any past timestamp. Needs an API key with scope `full` */
            backfill?: {
                /**
                 * @description false: record the usage without charging it
                 * @default true
                 */
                charge?: boolean;
            };
        };
        Transaction: {
            /** @enum {string} */
            object: "transaction";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example txn_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            paymentId: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @enum {string} */
            provider: "sandbox" | "stripe" | "manual";
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed" | "refunded" | "partially_refunded";
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            amount: number;
            /**
             * @description Settlement scale: 100 = $1.00; whole units in currencies without decimals
             * @example 2900
             */
            amountRefunded: number;
            /** @example USD */
            currency: string;
            paymentMethod: components["schemas"]["CardOfTransaction"] | null;
            /** @description The provider's id of the charge */
            providerReference: string | null;
            /**
             * @description Reason for the failure of the last attempt
             * @example card_declined
             */
            failureCode: string | null;
            failureMessage: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the result was known
             * @example 2026-01-15T10:00:00.000Z
             */
            settledAt: string | null;
        };
        TransactionList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Transaction"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        /** @description Fields that are left out keep their value; null clears a field */
        UpdateBranding: {
            legalName?: string | null;
            address?: components["schemas"]["Address"] | null;
            taxId?: string | null;
            /** Format: email */
            email?: string | null;
            /**
             * Format: uri
             * @example https://example.com
             */
            website?: string | null;
            /**
             * @description Must be readable on white: a contrast ratio of at least 4.5
             * @example #1d4ed8
             */
            accentColor?: string | null;
            /** @description Printed at the bottom of every page of a document */
            footer?: string | null;
            /** @description Printed on unpaid invoices: bank account, payment reference */
            paymentInstructions?: string | null;
            /**
             * @description Days from the date of issue until payment is due
             * @example 30
             */
            netDays?: number;
            logo?: {
                /** @enum {string} */
                contentType: "image/png" | "image/jpeg";
                /** @description Base64; at most 256 KiB and 1024 × 1024 pixels */
                data: string;
            } | null;
        };
        UpdateCreditPack: {
            name?: string;
            description?: string | null;
            /**
             * @description Credits that the customer receives
             * @example 1000
             */
            credits?: number;
            /**
             * @description Settlement scale: 100 = $1.00; above 0. To give credits for free, adjust the balance.
             * @example 1900
             */
            price?: number;
            isActive?: boolean;
        };
        /** @description Fields that are left out keep their value; null clears a field */
        UpdateCustomer: {
            externalId?: string | null;
            /** Format: email */
            email?: string | null;
            fullName?: string | null;
            taxDocument?: string | null;
            timezone?: string | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            } | null;
            address?: components["schemas"]["Address"] | null;
        };
        UpdateEnvironmentSettings: {
            /** @enum {string} */
            collection?: "immediate" | "checkout";
            paymentRetryDays?: number[];
        };
        UpdateFeature: {
            name?: string;
            description?: string | null;
            unitName?: string | null;
        };
        UpdateInvoice: {
            /** @description Replaces all existing lines */
            lines?: components["schemas"]["NewInvoiceLine"][];
            description?: string | null;
            /**
             * @description null: the environment's setting
             * @example 30
             */
            netDays?: number | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            } | null;
        };
        UpdateMember: {
            /**
             * @description `owner` and `admin`: everything, including members and API keys (only an owner can make an owner); `member`: everything except members and API keys; `viewer`: read only
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "viewer";
        };
        UpdatePaymentMethod: {
            /**
             * @description Where the customer is redirected after the payment
             * @example https://example.com/thanks
             */
            successUrl?: string;
        };
        UpdatePlan: {
            name?: string;
            description?: string | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            isPublic?: boolean;
            isDefault?: boolean;
            blockOnExhaustion?: boolean;
            topupsSurviveReset?: boolean;
        };
        UpdatePlanFeature: {
            enabled?: boolean;
            /**
             * @description Units: up to nine decimals, stored exactly
             * @example 1
             */
            includedAmount?: number;
            unlimited?: boolean;
            overage?: {
                enabled?: boolean;
                /**
                 * @description Rate scale, per unit. On a balance plan this is the price of every unit.
                 * @example 100000
                 */
                unitPrice?: number;
            };
            /**
             * @description Credits
             * @example 1000
             */
            creditsPerUnit?: number | null;
            /**
             * @description Basis points: 2000 = 20 %
             * @example 2000
             */
            margin?: number | null;
            /**
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` rounds it to a nano
             * @enum {string}
             */
            rounding?: "ceil" | "exact";
            /**
             * @description How seats added during a period are charged for the rest of it: with the next renewal, or at once with an invoice
             * @enum {string}
             */
            seatBilling?: "true_up" | "immediate";
            /** @description Seats: the maximum number */
            maxSeats?: number | null;
        };
        UpdatePlanGroup: {
            name?: string;
            description?: string | null;
            isPublic?: boolean;
        };
        UpdatePlanPrice: {
            /**
             * @description Settlement scale: 100 = $1.00
             * @example 2900
             */
            price?: number;
            trialDays?: number;
            isDefault?: boolean;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 100000
             */
            includedBalance?: number | null;
            /**
             * @description Credits
             * @example 1000
             */
            includedCredits?: number | null;
            /**
             * @example {
             *       "team": "growth"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
        };
        UpdateWebhook: {
            /**
             * @description An https URL; in a sandbox also http. Without user name and fragment
             * @example https://example.com/webhooks/farthing
             */
            url?: string;
            /**
             * @description Event types; `*` means all
             * @example [
             *       "subscription.activated"
             *     ]
             */
            events?: ("*" | "subscription.created" | "subscription.activated" | "subscription.updated" | "subscription.canceled" | "subscription.past_due" | "payment.received" | "payment.failed" | "payment.disputed" | "subscription.plan_changed" | "subscription.paused" | "subscription.resumed" | "subscription.reactivated" | "balance.low" | "balance.exhausted" | "credits.low" | "credits.exhausted" | "invoice.created" | "invoice.finalized" | "invoice.paid" | "invoice.voided" | "invoice.uncollectible" | "invoice.deleted" | "credit_note.created" | "usage.refused" | "webhook.test" | "model.price_changed")[];
            description?: string | null;
            /** @description `true` resumes a webhook that was switched off; nothing is sent to one that is switched off */
            isActive?: boolean;
            /** @description Stored and returned, without effect: events have one form */
            apiVersion?: string;
        };
        UsageAdjustment: {
            /** @enum {string} */
            object: "usage_adjustment";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description null if nothing had to change
             * @example evt_01h455vb4pex5vsknk084sn02q
             */
            id: string | null;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example api_calls */
            feature: string;
            /**
             * @description The period's new total, in units
             * @example 1
             */
            value: number;
            /**
             * @description The period's previous total, in units
             * @example 1
             */
            previousValue: number;
            /**
             * @description Signed: value - previousValue, in units
             * @example 1
             */
            adjustment: number;
            reason: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        UsageBatch: {
            /** @enum {string} */
            object: "usage_batch";
            /** @description false in a sandbox environment */
            livemode: boolean;
            recorded: number;
            duplicates: number;
            refused: number;
            results: ({
                /** @enum {string} */
                status: "recorded";
                event: components["schemas"]["UsageEvent"];
            } | {
                /** @enum {string} */
                status: "duplicate";
                /**
                 * @description The event that was recorded with the key
                 * @example evt_01h455vb4pex5vsknk084sn02q
                 */
                eventId: string;
                /** @description Left out if the event is archived */
                event?: {
                    /** @enum {string} */
                    object: "usage_event";
                    /** @description false in a sandbox environment */
                    livemode: boolean;
                    /** @example evt_01h455vb4pex5vsknk084sn02q */
                    id: string;
                    /** @example api_calls */
                    feature: string;
                    /** @example cus_01h455vb4pex5vsknk084sn02q */
                    customerId: string;
                    /**
                     * @description Units; null for AI usage. Negative if a total was set to less than before
                     * @example 1
                     */
                    value: number | null;
                    /** @description Only on events written by `PUT /usage`, which change a total and are not usage themselves */
                    adjustment?: {
                        reason: string;
                    };
                    /**
                     * Format: date-time
                     * @example 2026-01-15T10:00:00.000Z
                     */
                    timestamp: string;
                    /**
                     * Format: date-time
                     * @example 2026-01-15T10:00:00.000Z
                     */
                    createdAt: string;
                    idempotencyKey: string | null;
                    /** @description Key-value data for grouping and debugging */
                    properties: {
                        property: string;
                        value: string;
                    }[];
                    model?: string;
                    responseModel?: string;
                    inputTokens?: number;
                    outputTokens?: number;
                    cacheReadTokens?: number;
                    cacheWriteTokens?: number;
                    cacheWrite1hTokens?: number;
                    reasoningTokens?: number;
                    estimated?: boolean;
                    consumption?: components["schemas"]["Consumption"];
                    cost?: components["schemas"]["Cost"];
                };
            } | {
                /** @enum {string} */
                status: "refused";
                error: components["schemas"]["ApiError"];
            })[];
        };
        UsageCheck: {
            /** @enum {string} */
            object: "usage_check";
            /** @description false in a sandbox environment */
            livemode: boolean;
            allowed: boolean;
            /** @example api_calls */
            feature: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /**
             * @description How usage is paid: counted and billed, from credits, or from a money balance
             * @enum {string|null}
             */
            consumptionModel: "metered" | "credits" | "balance" | null;
            /** @description The error code that tracking would return */
            reason?: string;
            message?: string;
            willBeCharged: boolean;
            cost?: components["schemas"]["Cost"];
            /**
             * @description Balance and credits: what this usage deducts, in `unit` (rate scale for money)
             * @example 12.6
             */
            deducts?: number;
            /**
             * @description What is left before this usage, in `unit` (rate scale for money); null without a limit
             * @example 12.6
             */
            remaining: number | null;
            unit: string | null;
            /**
             * @description Metered: the period's total before this usage, in units
             * @example 1
             */
            used?: number;
            /**
             * @description Metered: units included in the plan
             * @example 1
             */
            included?: number;
            unlimited?: boolean;
            blockOnExhaustion?: boolean;
        };
        UsageEvent: {
            /** @enum {string} */
            object: "usage_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example evt_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example api_calls */
            feature: string;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /**
             * @description Units; null for AI usage. Negative if a total was set to less than before
             * @example 1
             */
            value: number | null;
            /** @description Only on events written by `PUT /usage`, which change a total and are not usage themselves */
            adjustment?: {
                reason: string;
            };
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            timestamp: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            idempotencyKey: string | null;
            /** @description Key-value data for grouping and debugging */
            properties: {
                property: string;
                value: string;
            }[];
            model?: string;
            responseModel?: string;
            inputTokens?: number;
            outputTokens?: number;
            cacheReadTokens?: number;
            cacheWriteTokens?: number;
            cacheWrite1hTokens?: number;
            reasoningTokens?: number;
            estimated?: boolean;
            consumption?: components["schemas"]["Consumption"];
            cost?: components["schemas"]["Cost"];
        };
        UsageEventList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["UsageEvent"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        UsageRefusal: {
            /** @example rfu_01h455vb4pex5vsknk084sn02q */
            refusedUsageId: string;
            /** @example api_calls */
            feature: string;
            /**
             * @description Error code
             * @example insufficient_balance
             */
            reason: string;
            message: string;
            cost?: components["schemas"]["Cost"];
            /** @description What it would have deducted, in `unit` (rate scale for money) */
            deducts?: number;
            /** @description A currency, or `credits` */
            unit?: string;
            /**
             * Format: date-time
             * @description When the usage happened
             * @example 2026-01-15T10:00:00.000Z
             */
            timestamp: string;
        };
        UsageRefusedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "usage.refused";
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            data: components["schemas"]["UsageRefusal"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
        UsageSummary: {
            /** @enum {string} */
            object: "usage_summary";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            to: string;
            groupBy: string | null;
            events: number;
            /**
             * @description Sum of the values of fixed-price and metered events, in units
             * @example 1
             */
            value: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            inputTokens: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            outputTokens: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            cacheReadTokens: number;
            /**
             * @description Total tokens of all these events
             * @example 120000
             */
            cacheWriteTokens: number;
            /**
             * @description Currency of `cost`; null if nothing cost money, or if there are several currencies
             * @example USD
             */
            currency: string | null;
            /**
             * @description Rate scale: 10000 = $1.00. Null if there are several currencies: see `costs`
             * @example 12.6
             */
            cost: number | null;
            /**
             * @description Nanos: 10^-9 of the currency's unit. Null if there are several currencies: see `costs`
             * @example 12600000
             */
            costNanos: string | null;
            /** @description Cost in each currency */
            costs: {
                currency: string;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                cost: number;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                costNanos: string;
            }[];
            /**
             * @description Credits, up to nine decimals
             * @example 1000
             */
            credits: number;
            groups: {
                key: string | null;
                /**
                 * @description When grouped by property: everything beyond the thousand values with the most events
                 * @enum {boolean}
                 */
                isRest?: true;
                events: number;
                /**
                 * @description Sum of the values of fixed-price and metered events, in units
                 * @example 1
                 */
                value: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                inputTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                outputTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                cacheReadTokens: number;
                /**
                 * @description Total tokens of all these events
                 * @example 120000
                 */
                cacheWriteTokens: number;
                /**
                 * @description Currency of `cost`; null if nothing cost money, or if there are several currencies
                 * @example USD
                 */
                currency: string | null;
                /**
                 * @description Rate scale: 10000 = $1.00. Null if there are several currencies: see `costs`
                 * @example 12.6
                 */
                cost: number | null;
                /**
                 * @description Nanos: 10^-9 of the currency's unit. Null if there are several currencies: see `costs`
                 * @example 12600000
                 */
                costNanos: string | null;
                /** @description Cost in each currency */
                costs: {
                    currency: string;
                    /**
                     * @description Rate scale: 10000 = $1.00
                     * @example 12.6
                     */
                    cost: number;
                    /**
                     * @description Nanos: 10^-9 of the unit
                     * @example 12600000
                     */
                    costNanos: string;
                }[];
                /**
                 * @description Credits, up to nine decimals
                 * @example 1000
                 */
                credits: number;
            }[];
        };
        Webhook: {
            /** @enum {string} */
            object: "webhook";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example whk_01h455vb4pex5vsknk084sn02q */
            id: string;
            url: string;
            events: string[];
            description: string | null;
            apiVersion: string | null;
            isActive: boolean;
            disabledReason: ("gone" | "failing") | null;
            /**
             * Format: date-time
             * @description When it was switched off
             * @example 2026-01-15T10:00:00.000Z
             */
            disabledAt: string | null;
            /**
             * Format: date-time
             * @description First failure since the last success
             * @example 2026-01-15T10:00:00.000Z
             */
            failingSince: string | null;
            /**
             * Format: date-time
             * @description Until when webhooks are also signed with a replaced secret
             * @example 2026-01-15T10:00:00.000Z
             */
            previousSecretExpiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            updatedAt: string;
        };
        WebhookAttempt: {
            number: number;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            startedAt: string;
            durationMs: number;
            statusCode: number | null;
            error: string | null;
            /** @description The first 1,000 characters of the response body */
            response: string | null;
        };
        WebhookDelivery: {
            /** @enum {string} */
            object: "webhook_delivery";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example whd_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example whk_01h455vb4pex5vsknk084sn02q */
            webhookId: string;
            /**
             * @description Sent as `webhook-id`
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            eventId: string;
            /**
             * @description Type of the event
             * @example subscription.activated
             */
            type: string;
            /**
             * @description `pending`: delivery is retried until it succeeds; `failed`: no more attempts are made unless it is replayed
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed";
            /** @description Attempts since it was created or last replayed */
            attemptCount: number;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            nextAttemptAt: string | null;
            /** @description HTTP status of the last response; null if there was none */
            lastStatusCode: number | null;
            /**
             * @description Reason for the failure of the last attempt
             * @example timeout
             */
            lastError: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            deliveredAt: string | null;
        };
        WebhookDeliveryDetail: {
            /** @enum {string} */
            object: "webhook_delivery";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example whd_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example whk_01h455vb4pex5vsknk084sn02q */
            webhookId: string;
            /**
             * @description Sent as `webhook-id`
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            eventId: string;
            /**
             * @description Type of the event
             * @example subscription.activated
             */
            type: string;
            /**
             * @description `pending`: delivery is retried until it succeeds; `failed`: no more attempts are made unless it is replayed
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed";
            /** @description Attempts since it was created or last replayed */
            attemptCount: number;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            nextAttemptAt: string | null;
            /** @description HTTP status of the last response; null if there was none */
            lastStatusCode: number | null;
            /**
             * @description Reason for the failure of the last attempt
             * @example timeout
             */
            lastError: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            deliveredAt: string | null;
            /** @description The event as sent; null once it is no longer kept */
            event: components["schemas"]["SubscriptionCreatedEvent"] | components["schemas"]["SubscriptionActivatedEvent"] | components["schemas"]["SubscriptionUpdatedEvent"] | components["schemas"]["SubscriptionCanceledEvent"] | components["schemas"]["SubscriptionPastDueEvent"] | components["schemas"]["PaymentReceivedEvent"] | components["schemas"]["PaymentFailedEvent"] | components["schemas"]["PaymentDisputedEvent"] | components["schemas"]["SubscriptionPlanChangedEvent"] | components["schemas"]["SubscriptionPausedEvent"] | components["schemas"]["SubscriptionResumedEvent"] | components["schemas"]["SubscriptionReactivatedEvent"] | components["schemas"]["BalanceLowEvent"] | components["schemas"]["BalanceExhaustedEvent"] | components["schemas"]["CreditsLowEvent"] | components["schemas"]["CreditsExhaustedEvent"] | components["schemas"]["InvoiceCreatedEvent"] | components["schemas"]["InvoiceFinalizedEvent"] | components["schemas"]["InvoicePaidEvent"] | components["schemas"]["InvoiceVoidedEvent"] | components["schemas"]["InvoiceUncollectibleEvent"] | components["schemas"]["InvoiceDeletedEvent"] | components["schemas"]["CreditNoteCreatedEvent"] | components["schemas"]["UsageRefusedEvent"] | components["schemas"]["WebhookTestEvent"] | components["schemas"]["ModelPriceChangedEvent"] | null;
            /** @description The last 100 attempts, oldest first */
            attempts: components["schemas"]["WebhookAttempt"][];
        };
        WebhookDeliveryList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["WebhookDelivery"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        WebhookEvent: components["schemas"]["SubscriptionCreatedEvent"] | components["schemas"]["SubscriptionActivatedEvent"] | components["schemas"]["SubscriptionUpdatedEvent"] | components["schemas"]["SubscriptionCanceledEvent"] | components["schemas"]["SubscriptionPastDueEvent"] | components["schemas"]["PaymentReceivedEvent"] | components["schemas"]["PaymentFailedEvent"] | components["schemas"]["PaymentDisputedEvent"] | components["schemas"]["SubscriptionPlanChangedEvent"] | components["schemas"]["SubscriptionPausedEvent"] | components["schemas"]["SubscriptionResumedEvent"] | components["schemas"]["SubscriptionReactivatedEvent"] | components["schemas"]["BalanceLowEvent"] | components["schemas"]["BalanceExhaustedEvent"] | components["schemas"]["CreditsLowEvent"] | components["schemas"]["CreditsExhaustedEvent"] | components["schemas"]["InvoiceCreatedEvent"] | components["schemas"]["InvoiceFinalizedEvent"] | components["schemas"]["InvoicePaidEvent"] | components["schemas"]["InvoiceVoidedEvent"] | components["schemas"]["InvoiceUncollectibleEvent"] | components["schemas"]["InvoiceDeletedEvent"] | components["schemas"]["CreditNoteCreatedEvent"] | components["schemas"]["UsageRefusedEvent"] | components["schemas"]["WebhookTestEvent"] | components["schemas"]["ModelPriceChangedEvent"];
        WebhookEventList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["WebhookEvent"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        WebhookList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Webhook"][];
            hasMore: boolean;
            nextCursor: string | null;
        };
        WebhookReplay: {
            /** @enum {string} */
            object: "webhook_replay";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example whk_01h455vb4pex5vsknk084sn02q */
            webhookId: string;
            /** @description Number of events that are delivered (again), oldest first */
            count: number;
            hasMore: boolean;
            /** @description Send it as `cursor` to continue */
            nextCursor: string | null;
        };
        WebhookTest: {
            /** @example whk_01h455vb4pex5vsknk084sn02q */
            webhookId: string;
        };
        WebhookTestEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description Stays the same however often the event is delivered
             * @example whe_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "webhook.test";
            customerId: null;
            data: components["schemas"]["WebhookTest"];
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            createdAt: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
