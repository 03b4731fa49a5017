// Made by `npm run sdk:types` from the schemas in packages/contract. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptOperatorLink: {
            /** @description What follows # in the link */
            token: string;
            /** @description 10 to 128 characters */
            password: string;
            /** @description Required of somebody new */
            name?: string;
            /** @description Required on a setup */
            email?: string;
        };
        AcceptedOperatorLink: {
            /** @enum {string} */
            object: "accepted_operator_link";
            email: string;
        };
        AddPaymentMethod: {
            /**
             * @description How the card behaves when it is charged
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
             * @description Units: up to nine decimals, held exactly
             * @example 1
             */
            includedAmount?: number;
            unlimited?: boolean;
            overage?: {
                enabled?: boolean;
                /**
                 * @description Rate scale, per unit. On a balance plan it is the price of every unit.
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
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` to a nano
             * @enum {string}
             */
            rounding?: "ceil" | "exact";
            /**
             * @description How seats that are added inside a period are charged for its rest: with the next renewal, or with an invoice at once
             * @enum {string}
             */
            seatBilling?: "true_up" | "immediate";
            /** @description Seats: the most there can be */
            maxSeats?: number | null;
        };
        AddPlanToGroup: {
            /** @description The plan's `plan_…` id or its code */
            planId: string;
            /** @description Default: above all that are there. Where the rank is taken, it and those above move up. */
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
             * @description How many more
             * @example 2
             */
            count: number;
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
             * @description Signed. On a balance plan rate scale (10000 = $1.00), up to five decimals; on a credits plan credits, up to nine
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
             * @description Tokens of all these events
             * @example 120000
             */
            inputTokens: number;
            /**
             * @description Tokens of all these events
             * @example 120000
             */
            outputTokens: number;
            /**
             * @description Tokens of all these events
             * @example 120000
             */
            cacheReadTokens: number;
            /**
             * @description Tokens of all these events
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
            /** @description At most 50, those charged most for first */
            groups: {
                key: string;
                label: string;
                events: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                inputTokens: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                outputTokens: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                cacheReadTokens: number;
                /**
                 * @description Tokens of all these events
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
            /** @description All that is in none of `groups`; null where there is nothing */
            others: {
                /** @description How many groups */
                count: number;
                events: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                inputTokens: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                outputTokens: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                cacheReadTokens: number;
                /**
                 * @description Tokens of all these events
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
            /** @description Under any of its names: usage that was priced as the model which that means */
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
            code: "invalid_json" | "unauthorized" | "insufficient_balance" | "insufficient_credits" | "included_limit_reached" | "payment_failed" | "forbidden" | "no_active_subscription" | "feature_not_in_plan" | "feature_disabled" | "seat_limit_reached" | "sandbox_only" | "not_found" | "customer_not_found" | "customer_credit_not_found" | "feature_not_found" | "plan_not_found" | "plan_group_not_found" | "price_not_found" | "plan_feature_not_found" | "subscription_not_found" | "model_not_found" | "exchange_rate_not_found" | "event_not_found" | "webhook_event_not_found" | "webhook_not_found" | "webhook_delivery_not_found" | "refused_usage_not_found" | "invoice_not_found" | "invoice_line_not_found" | "credit_note_not_found" | "credit_note_line_not_found" | "payment_not_found" | "transaction_not_found" | "payment_method_not_found" | "credit_pack_not_found" | "purchase_not_found" | "api_key_not_found" | "method_not_allowed" | "duplicate" | "idempotency_key_mismatch" | "idempotency_in_progress" | "already_has_active_subscription" | "external_id_taken" | "code_taken" | "last_owner" | "model_already_exists" | "feature_in_use" | "subscription_not_open" | "invalid_state" | "clock_is_advancing" | "mail_not_configured" | "payload_too_large" | "unsupported_media_type" | "validation_error" | "pricing_mode_mismatch" | "timestamp_out_of_range" | "read_too_broad" | "rate_limited" | "internal_error" | "unavailable";
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
             * @description The part of `remaining` that the plan gave: rate scale for money, else credits
             * @example 125000
             */
            allowance: number;
            /**
             * @description The part of `remaining` that outlives a reset: rate scale for money, else credits
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
             * @description The same however often it is delivered
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
        BalanceLowEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description The same however often it is delivered
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
             * @description `pending`: its invoice is to be paid. `applied`: it is on the account. `held`: paid, and it waits until the customer's account is kept in its unit again. `void`: its invoice was voided, or all of it was credited or refunded before it was given, and nothing is given.
             * @enum {string}
             */
            status: "pending" | "applied" | "held" | "void";
            /** @example pur_01h455vb4pex5vsknk084sn02q */
            purchaseId: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @description As it is now: with the purchase where it is `applied` */
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
                 * @description The part of `remaining` that the plan gave: rate scale for money, else credits
                 * @example 125000
                 */
                allowance: number;
                /**
                 * @description The part of `remaining` that outlives a reset: rate scale for money, else credits
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
             * @description Units beyond what is included, below 0 where usage was taken back; null where the balance was deducted
             * @example 1
             */
            quantity: number | null;
            /**
             * @description Units that the plan includes
             * @example 1
             */
            coveredQuantity: number | null;
            /**
             * @description What of the line's exact amount it is, in nanos
             * @example 12600000
             */
            amountNanos: string;
            /**
             * @description What of its cost the balance paid, in nanos; null where usage is counted
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
            /** @description The picture itself is at `/branding/logo` */
            logo: {
                /** @enum {string} */
                contentType: "image/png" | "image/jpeg";
                width: number;
                height: number;
                bytes: number;
            } | null;
            /**
             * Format: date-time
             * @description null where nothing has been set yet
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
             * @description Now, instead of at the end of the period
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
            /** @description Rows of the feed that had no usable token price */
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
        };
        ChargePayment: {
            /**
             * @description Settlement scale: 100 = $1.00
             * @example 2900
             */
            amount: number;
            /**
             * @description ISO 4217, in either case
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
             * @description Units, as `value` of an event; default 1
             * @example 1
             */
            quantity?: number;
            model?: string;
            /**
             * @description Billed at the input price: neither read from nor written to the cache
             * @example 1000
             */
            inputTokens?: number;
            /** @example 1000 */
            outputTokens?: number;
            /** @example 1000 */
            cacheReadTokens?: number;
            /**
             * @description Written to the cache for five minutes. Without those of cacheWrite1hTokens: no token is in two counts
             * @example 1000
             */
            cacheWriteTokens?: number;
            /**
             * @description Written to the cache for an hour
             * @example 1000
             */
            cacheWrite1hTokens?: number;
            /**
             * @description A part of outputTokens
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
            /** @description What Stripe signs its events with */
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
             * @description Where Stripe is to send its events to; each environment has its own
             * @example https://billing.example.com/provider-webhooks/stripe/env_…
             */
            webhookUrl: string;
            /** @description The events to enable at Stripe */
            webhookEvents: string[];
            /** @description null where Stripe is not connected */
            stripe: {
                /** @description null where a restricted key may not read it */
                account: string | null;
                /**
                 * @description The end of the secret key
                 * @example x7Qz
                 */
                keyHint: string;
                /**
                 * @description The end of the webhook's secret; null where it was not kept
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
             * @description What is left at that instant, in `unit` (rate scale for money); null where there is no limit
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
             * @description Metered: what the plan includes, in units
             * @example 1
             */
            included?: number;
        };
        Cost: {
            currency: string;
            /**
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` to a nano
             * @enum {string}
             */
            rounding: "ceil" | "exact";
            /** @description Units of the currency for one of the model's price; absent where they are the same */
            exchangeRate?: number;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            total: number;
            /**
             * @description Fixed price: the units
             * @example 1
             */
            quantity?: number;
            /**
             * @description Fixed price: per unit, in rate scale
             * @example 12.6
             */
            unitPrice?: number;
            /** @description The catalog's model that priced it */
            model?: string;
            /**
             * @description The price row that priced it
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
             * @description Five-minute and one-hour writes, in rate scale
             * @example 12.6
             */
            cacheWriteCost?: number;
            /**
             * @description The costs together, before the margin; rate scale
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
                 * @description The line of the invoice that it is of
                 * @example iline_01h455vb4pex5vsknk084sn02q
                 */
                lineId?: string;
                /** @description Default: the line's, else the reason */
                description?: string;
                /**
                 * @description Settlement scale: 100 = $1.00
                 * @example 2900
                 */
                amount: number;
            }[];
            reason: string;
            /**
             * @description Of an open invoice `open_amount`: less is to be paid. Of a paid one `customer_credit`, the default; `refund`: it is given back by the payment provider that took it; or `outside`: you give it back by yourself.
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
             * @description Credits that a customer gets
             * @example 1000
             */
            credits: number;
            /**
             * @description Settlement scale: 100 = $1.00; above 0. What is to cost nothing is an adjustment.
             * @example 1900
             */
            price: number;
            /**
             * @description Subscriptions in this currency can buy it
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
            /** @description Your own id. Creating the same id again answers with the customer that is there. */
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
        /** @description 1 to 100 customers; each stands alone */
        CreateCustomerBatch: {
            customers: unknown[];
        };
        CreateExchangeRate: {
            /**
             * @description ISO 4217, in either case
             * @example USD
             */
            currency: string;
            /**
             * @description Units of the currency for one US dollar: up to nine decimals, above 0
             * @example 150
             */
            rate: number;
            /**
             * Format: date-time
             * @description Usage from then on is exchanged by it; now, where it is left out
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
            /** @description Of the invoice; with `amount`, of its one line too */
            description?: string;
            lines?: components["schemas"]["NewInvoiceLine"][];
            /**
             * @description Not finalized yet: it has no number, is not collected, and can be deleted
             * @default false
             */
            draft?: boolean;
            /**
             * @description Default: that of the customer's subscription, the last one where it has ended
             * @example USD
             */
            currency?: string;
            /**
             * @description Days from the date of issue until payment is due
             * @example 30
             */
            netDays?: number;
            /**
             * @description The finalized invoice of this customer that it corrects
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
             * @description What your code sends
             * @example my-fast-model
             */
            alias: string;
            /**
             * @description provider/modelId of the catalog
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
             * @description Rate scale per million tokens: 150000 = $15.00. Required, but for embedding models, which answer with no tokens; 0 has to be said
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
             * @description Rate scale per million tokens, only where reasoning is priced apart from output
             * @example 30000
             */
            reasoningPrice?: number | null;
            /** @default [] */
            tiers?: components["schemas"]["CreateModelPriceTier"][];
            /**
             * Format: date-time
             * @description Default: now, so that events before it keep their price. The first price of a new model holds always by default, so that usage it was refused for can be replayed
             * @example 2026-01-15T10:00:00Z
             */
            effectiveFrom?: string;
        };
        CreateModelPriceTier: {
            /** @description Applies when the whole prompt has more tokens than this */
            aboveTokens: number;
            /**
             * @description Rate scale per million tokens: 30000 = $3.00
             * @example 30000
             */
            inputPrice: number;
            /**
             * @description Rate scale per million tokens: 150000 = $15.00. Required, but for embedding models, which answer with no tokens; 0 has to be said
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
             * @description Rate scale per million tokens, only where reasoning is priced apart from output
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
             * @description ISO 4217, in either case
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
             * @description Where the customer is sent after the payment
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
             * @description Balance plans: refuse usage above what is left (402)
             * @default true
             */
            blockOnExhaustion?: boolean;
            /**
             * @description Balance plans: keep paid top-ups when the allowance resets
             * @default false
             */
            topupsSurviveReset?: boolean;
            /**
             * @description Becomes the highest plan of this group
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
             * @description Plans of a private group are left out of lists of plans
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
             * @description In place of `customerId`: the one customer with this e-mail
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
             * @description Where the customer is sent after the payment
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
             * @description What it is paid and kept in, for as long as it lasts: one the plan is sold in. USD where left out.
             * @example USD
             */
            currency?: string;
            /** @description What the customer sees it called. The name of the plan it is on where left out. */
            name?: string;
            /**
             * @description Seats by the code of their feature
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
            /** @description true: active at once, and charged. false: paid at `checkoutUrl` first. Default: as the environment's setting `collection` says. What was paid elsewhere: false, then `POST /subscriptions/{id}/activate`. */
            activate?: boolean;
            /**
             * Format: date-time
             * @description Later than now, at most two years: until then it is a `draft`, and begins on its own. Default: now
             * @example 2026-01-15T10:00:00Z
             */
            startDate?: string;
            /**
             * @description Where the customer is sent after the payment
             * @example https://example.com/thanks
             */
            successUrl?: string;
        };
        CreateWebhook: {
            /**
             * @description https; in a sandbox http as well. Without a user name and a fragment
             * @example https://example.com/webhooks/farthing
             */
            url: string;
            /**
             * @description Types of events; `*` is all of them
             * @example [
             *       "subscription.activated"
             *     ]
             */
            events: ("*" | "subscription.created" | "subscription.activated" | "subscription.updated" | "subscription.canceled" | "subscription.past_due" | "payment.received" | "payment.failed" | "payment.disputed" | "subscription.plan_changed" | "subscription.paused" | "subscription.resumed" | "subscription.reactivated" | "balance.low" | "balance.exhausted" | "credits.low" | "credits.exhausted" | "invoice.created" | "invoice.finalized" | "invoice.paid" | "invoice.voided" | "invoice.uncollectible" | "invoice.deleted" | "credit_note.created" | "usage.refused" | "webhook.test" | "model.price_changed")[];
            description?: string;
            /** @description Kept and shown; there is one form of events */
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
            /** @description Below the address of the dashboard */
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
             * @description Since when it is not active
             * @example 2026-01-15T10:00:00.000Z
             */
            disabledAt: string | null;
            /**
             * Format: date-time
             * @description The first of the failures since the last success
             * @example 2026-01-15T10:00:00.000Z
             */
            failingSince: string | null;
            /**
             * Format: date-time
             * @description Until when webhooks are signed with a secret that was replaced, too
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
             * @description What webhooks are signed with. Shown once.
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
             * @description `pending`: its invoice is to be paid. `applied`: it is on the account. `held`: paid, and it waits until the customer's account is kept in its unit again. `void`: its invoice was voided, or all of it was credited or refunded before it was given, and nothing is given.
             * @enum {string}
             */
            status: "pending" | "applied" | "held" | "void";
            /** @example pur_01h455vb4pex5vsknk084sn02q */
            purchaseId: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @description As it is now: with the purchase where it is `applied` */
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
                 * @description The part of `remaining` that the plan gave: rate scale for money, else credits
                 * @example 125000
                 */
                allowance: number;
                /**
                 * @description The part of `remaining` that outlives a reset: rate scale for money, else credits
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
             * @description Gapless in the environment
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            total: number;
            reason: string;
            /** @enum {string} */
            settlement: "open_amount" | "customer_credit" | "refund" | "outside";
            /**
             * @description Of `refund`; it may still be `pending`. Null where it failed at the bank: a refund of the same amount of the transaction takes its place
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
             * @description The same however often it is delivered
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
            /** @description Needs no key; whoever has it can read the credit note */
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
             * @description Gapless in the environment
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            total: number;
            reason: string;
            /** @enum {string} */
            settlement: "open_amount" | "customer_credit" | "refund" | "outside";
            /**
             * @description Of `refund`; it may still be `pending`. Null where it failed at the bank: a refund of the same amount of the transaction takes its place
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
             * @description Gapless in the environment
             * @example CN-000042
             */
            number: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @example USD */
            currency: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            total: number;
            reason: string;
            /** @enum {string} */
            settlement: "open_amount" | "customer_credit" | "refund" | "outside";
            /**
             * @description Of `refund`; it may still be `pending`. Null where it failed at the bank: a refund of the same amount of the transaction takes its place
             * @example rfd_01h455vb4pex5vsknk084sn02q
             */
            refundId: string | null;
            /**
             * @description What of the invoice is still to be paid, settlement scale
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            amount: number;
            /**
             * @description What can still be used, settlement scale
             * @example 2900
             */
            remaining: number;
            /** @example USD */
            currency: string;
            reason: string;
            /**
             * @description `active` as long as something of it can be used
             * @enum {string}
             */
            status: "active" | "used" | "expired" | "revoked";
            /**
             * @description The invoice whose negative rest this is; null where it was given
             * @example inv_01h455vb4pex5vsknk084sn02q
             */
            sourceInvoiceId: string | null;
            /** @description What it was used for, oldest first */
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
             * @description What was taken back, settlement scale
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
             * @description When the invoice was voided, and the amount given back
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
            /** @description Of those that are there, in no order */
            data: components["schemas"]["CustomerName"][];
        };
        DeletePlan: {
            /** @description The plan, by id or code, that its subscriptions go to at their renewal. Else they end */
            migrateTo?: string;
        };
        DeletePlanRegionalPricing: {
            /**
             * @description ISO 4217, in either case
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
            /** @description Why it is forgiven: kept with it */
            reason: string;
        };
        Dispute: {
            /** @example dsp_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example txn_01h455vb4pex5vsknk084sn02q */
            transactionId: string;
            /**
             * @description `open`: the bank decides. `won`: the money stays. `lost`: it went back, and counts as refunded.
             * @enum {string}
             */
            status: "open" | "won" | "lost";
            /**
             * @description What is in question, settlement scale
             * @example 2900
             */
            amount: number;
            /** @example USD */
            currency: string;
            /**
             * @description As the provider calls it
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
             * @description `open`: the bank decides. `won`: the money stays. `lost`: it went back, and counts as refunded.
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
             * @description What is in question, settlement scale: 100 = $1.00
             * @example 2900
             */
            amount: number;
            currency: string;
            /**
             * @description As the provider calls it
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
            /** @description Whether it is still sold as it was */
            canBeginAgain: boolean;
        };
        EnvironmentSettings: {
            /** @enum {string} */
            object: "settings";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description How a paid subscription starts: charged at once, or paid at a page first
             * @enum {string}
             */
            collection: "immediate" | "checkout";
            /**
             * @description Days after an invoice on which its payment is tried
             * @example [
             *       0,
             *       1,
             *       3,
             *       5
             *     ]
             */
            paymentRetryDays: number[];
            /**
             * @description What takes the money here
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
             * @description Units of the currency for one US dollar
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
            /** @description Whether one more unit may be used now */
            allowed: boolean;
            enabled: boolean;
            reason?: string;
            willBeCharged?: boolean;
            /**
             * @description Of the period, in units; or seats
             * @example 1
             */
            used?: number;
            /**
             * @description Metered: what the plan includes, in units
             * @example 1
             */
            included?: number;
            /**
             * @description Of what is included, of the balance or of the credits, in `unit` (rate scale for money); or seats. Null where there is no limit
             * @example 12.6
             */
            remaining?: number | null;
            /** @description What `remaining` is in: a currency, `credits`, or `units`. Not there for seats */
            unit?: string;
            unlimited?: boolean;
            overageEnabled?: boolean;
            /**
             * @description Used beyond what is included, in units
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
            /** @description The sandbox key that came with the instance, in clear; null in live, for viewers, and where the server does not have it */
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
             * @description ISO 4217, in either case
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
             * @description `owner` and `admin`: everything, members and API keys too (only an owner makes an owner); `member`: everything else; `viewer`: reads
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
             * @description Gapless in the environment; null on a draft
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            total: number;
            /**
             * @description What of it was given back, in settlement scale
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
             * @description Taken back by credit notes, settlement scale
             * @example 2900
             */
            amountCredited: number;
            /**
             * @description What is still to be paid, settlement scale: 0 but of open and uncollectible ones
             * @example 2900
             */
            amountDue: number;
            /**
             * @description null on a draft that has the environment's
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
            /** @description Needs no key; whoever has it can read the invoice */
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
             * @description The same however often it is delivered
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
             * @description The feature whose usage this is
             * @example api_calls
             */
            feature: string | null;
            /** @description What the line is about: for usage, its allowance period */
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
             * @description All usage of the period, in units
             * @example 1
             */
            used: number | null;
            /**
             * @description What the plan includes of it, in units
             * @example 1
             */
            included: number | null;
            /**
             * @description What this line bills, in units: usage beyond what is included
             * @example 1
             */
            quantity: number | null;
            /**
             * @description Rate scale: 10000 = $1.00
             * @example 12.6
             */
            unitPrice: number | null;
            /**
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            amount: number;
            /**
             * @description The exact amount in nanos, before it was rounded to `amount`
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
             * @description Units; null for AI usage. Below zero where a total was set to less than it was
             * @example 1
             */
            value: number | null;
            /** @description Of what `PUT /usage` wrote: this is no usage, but the change to a total */
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
             * @description The line of the invoice that these are behind; null for a credit note's line of no other
             * @example iline_01h455vb4pex5vsknk084sn02q
             */
            lineId: string | null;
            /** @description On the first page; null on others, for lines that bill neither usage nor an adjustment, and where events are archived. Those of a line of seats are with its `seat-events` */
            totals: components["schemas"]["InvoiceLineTotals"] | null;
            /** @description true when events behind the line may have left the database for an archive: the list is then not all of them */
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
            /** @description On the first page; null on others, and for lines that charge no seats */
            totals: components["schemas"]["SeatLineTotals"] | null;
        };
        InvoiceLineTotals: {
            /** @description How many there are */
            events: number;
            /** @description The line's `quantity`: the billed units of all events together */
            quantity: number | null;
            /**
             * @description The billed parts of all events together, in nanos
             * @example 12600000
             */
            eventsNanos: string;
            /**
             * @description What no event has taken, in nanos. Of a balance below zero: less by top-ups and adjustments, more by a debt from before. Of an `adjustment`: what it names
             * @example 12600000
             */
            otherNanos: string;
            /**
             * @description Both together: the line's exact amount, in nanos
             * @example 12600000
             */
            amountNanos: string;
            /**
             * @description The same, rounded once, as the line has it. Settlement scale: 100 = $1.00
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
             * @description Gapless in the environment; null on a draft
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            total: number;
            /**
             * @description What of it was given back, in settlement scale
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
             * @description Taken back by credit notes, settlement scale
             * @example 2900
             */
            amountCredited: number;
            /**
             * @description What is still to be paid, settlement scale: 0 but of open and uncollectible ones
             * @example 2900
             */
            amountDue: number;
            /**
             * @description null on a draft that has the environment's
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
             * @description The same however often it is delivered
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
             * @description Gapless in the environment; null on a draft
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            total: number;
            /**
             * @description Taken back by credit notes, settlement scale
             * @example 2900
             */
            amountCredited: number;
            /**
             * @description What is still to be paid, settlement scale: 0 but of open and uncollectible ones
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
             * @description Of what was bought, or of overage that was billed
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
            customerId?: string;
            feature?: string;
            /** @description Under any of its names: usage that was priced as the model which that means */
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
        };
        ListCreditNoteLineEvents: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
            cursor?: string;
        };
        ListCreditNotes: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
            isActive?: string;
        };
        ListCustomerCredits: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
            cursor?: string;
            /**
             * @description `active` as long as something of it can be used
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
            externalId?: string;
            /**
             * @description Farthing's ids of those to list, with commas between: up to 100
             * @example cus_01h455vb4pex5vsknk084sn02q,cus_01h455vb4pex5vsknk084sn02r
             */
            ids?: string;
            /** @description Part of the name, e-mail, external id, or an id */
            search?: string;
        };
        ListEvents: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
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
             * @description `createdAt` at or after
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description `createdAt` before
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
            /**
             * @description ISO 4217, in either case
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
        };
        ListInvoiceLineEvents: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
            cursor?: string;
        };
        ListInvoiceLineSeatEvents: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
            cursor?: string;
        };
        ListInvoices: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @example sub_01h455vb4pex5vsknk084sn02q */
            subscriptionId?: string;
            /**
             * @description `outstanding` is another name of `open`
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
             * @description Whether it is open and its due date has passed
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
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
        };
        ListModels: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
        };
        ListPayments: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
        };
        ListPlanVersions: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
            cursor?: string;
        };
        ListPlans: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
            /**
             * @description `active` as long as something of it can be used
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
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @example api_calls */
            feature?: string;
            /** @description As it was sent */
            model?: string;
            /** @enum {string} */
            reason?: "insufficient_balance" | "insufficient_credits" | "included_limit_reached" | "no_active_subscription" | "feature_not_in_plan" | "feature_disabled" | "model_not_found" | "exchange_rate_not_found" | "feature_not_found" | "pricing_mode_mismatch" | "idempotency_key_mismatch" | "duplicate" | "validation_error";
            /** @enum {string} */
            status?: "open" | "recorded" | "dismissed";
            /**
             * Format: date-time
             * @description The event's timestamp at or after
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description The event's timestamp before
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
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @enum {string} */
            status?: "draft" | "pending_payment" | "trialing" | "active" | "past_due" | "paused" | "canceled" | "expired";
        };
        ListTransactions: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
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
            /** @description `nextCursor` of the page before */
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
             * @description Timestamp at or after
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description Timestamp before
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
            /** @description `name:value`, of one customer: needs customerId */
            property?: string;
        };
        ListWebhookDeliveries: {
            /**
             * @description Page size, at most 100
             * @default 50
             */
            limit?: number;
            /** @description `nextCursor` of the page before */
            cursor?: string;
            /**
             * @description `pending`: it is tried until it is taken; `failed`: it is tried no more, until it is replayed
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
            /** @description `nextCursor` of the page before */
            cursor?: string;
        };
        MailState: {
            /** @enum {string} */
            object: "mail_state";
            /**
             * @description Null where there is none: nothing is sent
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
             * @description `owner` and `admin`: everything, members and API keys too (only an owner makes an owner); `member`: everything else; `viewer`: reads
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
            /** @description Of the server */
            version: string;
        };
        Member: {
            /** @enum {string} */
            object: "member";
            id: string;
            name: string;
            email: string;
            /**
             * @description `owner` and `admin`: everything, members and API keys too (only an owner makes an owner); `member`: everything else; `viewer`: reads
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
            /** @description Empty for who does not manage access */
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
            /** @description In force now */
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
            /** @description In force now */
            price: components["schemas"]["ModelPrice"] | null;
            /** @description History, newest first */
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
             * @description For a million tokens, in rate scale: 10000 = $1.00
             * @example 30000
             */
            inputPrice: number;
            /**
             * @description For a million tokens, in rate scale: 10000 = $1.00
             * @example 30000
             */
            outputPrice: number;
            /**
             * @description For a million tokens, in rate scale. Null: at the input price
             * @example 30000
             */
            cacheReadPrice: number | null;
            /**
             * @description For a million tokens, in rate scale. Null: at the input price
             * @example 30000
             */
            cacheWritePrice: number | null;
            /**
             * @description For a million tokens, in rate scale. Null: at the price of other cache writes
             * @example 30000
             */
            cacheWrite1hPrice: number | null;
            /**
             * @description For a million tokens, in rate scale. Null: at the output price
             * @example 30000
             */
            reasoningPrice: number | null;
            tiers: {
                aboveTokens: number;
                /**
                 * @description For a million tokens, in rate scale: 10000 = $1.00
                 * @example 30000
                 */
                inputPrice: number;
                /**
                 * @description For a million tokens, in rate scale: 10000 = $1.00
                 * @example 30000
                 */
                outputPrice: number;
                /**
                 * @description For a million tokens, in rate scale. Null: at the input price
                 * @example 30000
                 */
                cacheReadPrice: number | null;
                /**
                 * @description For a million tokens, in rate scale. Null: at the input price
                 * @example 30000
                 */
                cacheWritePrice: number | null;
                /**
                 * @description For a million tokens, in rate scale. Null: at the price of other cache writes
                 * @example 30000
                 */
                cacheWrite1hPrice: number | null;
                /**
                 * @description For a million tokens, in rate scale. Null: at the output price
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
            /** @description Set by the operator for this environment; wins over the catalog's */
            override: boolean;
            /**
             * @description From here on the catalog's price holds again; these are its figures of that time
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
            /** @description What it takes the place of at that time */
            previousPrice: components["schemas"]["ModelPrice"] | null;
        };
        ModelPriceChangedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description The same however often it is delivered
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
             * @description `exact`: provider/modelId as in the catalog; `alias`: yours; `normalized`: another form of the id; `bare`: a name without its provider
             * @enum {string}
             */
            how: "exact" | "alias" | "normalized" | "bare";
        };
        NewInvoiceLine: {
            description: string;
            /** @description Settlement scale: 100 = $1.00; below 0 for what is taken off */
            amount?: number;
            /**
             * @description Units: up to nine decimals, held exactly
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
             * @description `reset`: to another password
             * @enum {string}
             */
            kind: "invitation" | "reset";
            email: string;
            /**
             * @description `owner` and `admin`: everything, members and API keys too (only an owner makes an owner); `member`: everything else; `viewer`: reads
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
            /** @description What follows # in the link */
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
            /** @description Whom it is for; null on a setup */
            email: string | null;
            /**
             * @description `owner` and `admin`: everything, members and API keys too (only an owner makes an owner); `member`: everything else; `viewer`: reads
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
            /** @description In which there are invoices, which the sums leave out */
            otherCurrencies: string[];
            activeSubscriptions: number;
            customers: number;
            /**
             * @description Of open, paid subscriptions, each price brought to a month
             * @example 12600000
             */
            monthlyRecurringNanos: string;
            /**
             * @description Finalized in that time, less what is void
             * @example 12600000
             */
            invoicedNanos: string;
            /**
             * @description Of these, paid
             * @example 12600000
             */
            paidNanos: string;
            events: number;
            /**
             * @description Of AI usage, before the margin
             * @example 12600000
             */
            aiCostNanos: string;
            /**
             * @description Nanos: 10^-9 of the unit
             * @example 12600000
             */
            aiChargedNanos: string;
            unbilled: {
                /** @description Open refused usage, of every currency */
                count: number;
                /**
                 * @description What it would have cost, where it could be rated in the currency of the sums
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
                 * @description All that usage took from balances
                 * @example 12600000
                 */
                chargedNanos: string;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                invoicedNanos: string;
            }[];
            /** @description The ten that were charged most for */
            models: {
                model: string;
                events: number;
                /**
                 * @description Tokens of all these events
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
             * @description Up to now
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            amount: number;
            /**
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
            /** @description How often it was tried; each is a transaction */
            attempts: number;
            /**
             * @description Why the last attempt failed
             * @example card_declined
             */
            failureCode: string | null;
            failureMessage: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            nextRetryAt: string | null;
            /** @description The latest one */
            dispute: components["schemas"]["Dispute"] | null;
            /** @description The page at which it can be paid */
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
            /** @description The one that is charged */
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
             * @description `unknown_key`: Stripe does not know the key, or it was revoked there; `other_account`: it works, at another account than the one that was connected; `not_reachable`: Stripe did not answer
             * @enum {string}
             */
            result: "works" | "unknown_key" | "other_account" | "not_reachable";
            /** @description null where the key may not read it */
            account: string | null;
        };
        PaymentReceivedEvent: {
            /** @enum {string} */
            object: "webhook_event";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description The same however often it is delivered
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            amount: number;
            currency: string;
            /** @description 1 for the first */
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
            /** @description Rank in its group: a greater one is a higher plan */
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
            /** @description Currencies it is sold in beside US dollars */
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
             * @description By rank in the group, by price without one; in the same plan, a longer interval is an upgrade
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
                 * @example 2900
                 */
                price: number;
            };
            currency: string;
            /** @description Of the running period; a day that has begun is not used yet */
            remainingDays: number;
            totalDays: number;
            /** @description null for what happens at the period's end */
            billing: {
                /**
                 * @description For the days of the running period that are not used, settlement scale
                 * @example 2900
                 */
                credit: number;
                /**
                 * @description For the new period, in advance; settlement scale
                 * @example 2900
                 */
                charge: number;
                /**
                 * @description What was used beyond the old plan, at its prices; settlement scale
                 * @example 2900
                 */
                overage: number;
                /**
                 * @description Customer credits that are used for it, settlement scale
                 * @example 2900
                 */
                creditsApplied: number;
                /**
                 * @description What is to be paid, settlement scale
                 * @example 2900
                 */
                total: number;
                /**
                 * @description What is kept as a customer credit where `credit` is more; settlement scale
                 * @example 2900
                 */
                customerCredit: number;
                /**
                 * @description All customer credits in the currency afterwards, settlement scale
                 * @example 2900
                 */
                customerCreditLeft: number;
                lines: {
                    /** @enum {string} */
                    kind: "plan_base" | "feature_overage" | "balance_overage" | "late_usage" | "credit" | "adjustment" | "feature_seats" | "credit_pack" | "balance_topup";
                    description: string;
                    /**
                     * @description The feature whose usage this is
                     * @example api_calls
                     */
                    feature: string | null;
                    /** @description What the line is about: for usage, its allowance period */
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
                     * @description All usage of the period, in units
                     * @example 1
                     */
                    used: number | null;
                    /**
                     * @description What the plan includes of it, in units
                     * @example 1
                     */
                    included: number | null;
                    /**
                     * @description What this line bills, in units: usage beyond what is included
                     * @example 1
                     */
                    quantity: number | null;
                    /**
                     * @description Rate scale: 10000 = $1.00
                     * @example 12.6
                     */
                    unitPrice: number | null;
                    /**
                     * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
                     * @example 2900
                     */
                    amount: number;
                    /**
                     * @description The exact amount in nanos, before it was rounded to `amount`
                     * @example 12600000
                     */
                    amountNanos: string;
                }[];
            } | null;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
            /** @description A page to pay the invoice at, where no card on file could be charged; null where it is paid or being charged */
            checkoutUrl: string | null;
            subscription: components["schemas"]["Subscription"];
        };
        PlanChangeBilling: {
            /**
             * @description For the days of the running period that are not used, settlement scale
             * @example 2900
             */
            credit: number;
            /**
             * @description For the new period, in advance; settlement scale
             * @example 2900
             */
            charge: number;
            /**
             * @description What was used beyond the old plan, at its prices; settlement scale
             * @example 2900
             */
            overage: number;
            /**
             * @description Customer credits that are used for it, settlement scale
             * @example 2900
             */
            creditsApplied: number;
            /**
             * @description What is to be paid, settlement scale
             * @example 2900
             */
            total: number;
            /**
             * @description What is kept as a customer credit where `credit` is more; settlement scale
             * @example 2900
             */
            customerCredit: number;
            /**
             * @description All customer credits in the currency afterwards, settlement scale
             * @example 2900
             */
            customerCreditLeft: number;
            lines: {
                /** @enum {string} */
                kind: "plan_base" | "feature_overage" | "balance_overage" | "late_usage" | "credit" | "adjustment" | "feature_seats" | "credit_pack" | "balance_topup";
                description: string;
                /**
                 * @description The feature whose usage this is
                 * @example api_calls
                 */
                feature: string | null;
                /** @description What the line is about: for usage, its allowance period */
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
                 * @description All usage of the period, in units
                 * @example 1
                 */
                used: number | null;
                /**
                 * @description What the plan includes of it, in units
                 * @example 1
                 */
                included: number | null;
                /**
                 * @description What this line bills, in units: usage beyond what is included
                 * @example 1
                 */
                quantity: number | null;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                unitPrice: number | null;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
                 * @example 2900
                 */
                amount: number;
                /**
                 * @description The exact amount in nanos, before it was rounded to `amount`
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
             * @description By rank in the group, by price without one; in the same plan, a longer interval is an upgrade
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
                 * @example 2900
                 */
                price: number;
            };
            currency: string;
            /** @description Of the running period; a day that has begun is not used yet */
            remainingDays: number;
            totalDays: number;
            /** @description At the period's end: with what has been used so far, and nothing more */
            billing: {
                /**
                 * @description For the days of the running period that are not used, settlement scale
                 * @example 2900
                 */
                credit: number;
                /**
                 * @description For the new period, in advance; settlement scale
                 * @example 2900
                 */
                charge: number;
                /**
                 * @description What was used beyond the old plan, at its prices; settlement scale
                 * @example 2900
                 */
                overage: number;
                /**
                 * @description Customer credits that are used for it, settlement scale
                 * @example 2900
                 */
                creditsApplied: number;
                /**
                 * @description What is to be paid, settlement scale
                 * @example 2900
                 */
                total: number;
                /**
                 * @description What is kept as a customer credit where `credit` is more; settlement scale
                 * @example 2900
                 */
                customerCredit: number;
                /**
                 * @description All customer credits in the currency afterwards, settlement scale
                 * @example 2900
                 */
                customerCreditLeft: number;
                lines: {
                    /** @enum {string} */
                    kind: "plan_base" | "feature_overage" | "balance_overage" | "late_usage" | "credit" | "adjustment" | "feature_seats" | "credit_pack" | "balance_topup";
                    description: string;
                    /**
                     * @description The feature whose usage this is
                     * @example api_calls
                     */
                    feature: string | null;
                    /** @description What the line is about: for usage, its allowance period */
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
                     * @description All usage of the period, in units
                     * @example 1
                     */
                    used: number | null;
                    /**
                     * @description What the plan includes of it, in units
                     * @example 1
                     */
                    included: number | null;
                    /**
                     * @description What this line bills, in units: usage beyond what is included
                     * @example 1
                     */
                    quantity: number | null;
                    /**
                     * @description Rate scale: 10000 = $1.00
                     * @example 12.6
                     */
                    unitPrice: number | null;
                    /**
                     * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
                     * @example 2900
                     */
                    amount: number;
                    /**
                     * @description The exact amount in nanos, before it was rounded to `amount`
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
            /** @description The plan, by id or code, that its subscriptions go to at their renewal. Else they end */
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
             * @description Units: up to nine decimals, held exactly
             * @example 1
             */
            includedAmount?: number;
            unlimited?: boolean;
            overage?: {
                enabled?: boolean;
                /**
                 * @description Rate scale, per unit. On a balance plan it is the price of every unit.
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
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` to a nano
             * @enum {string}
             */
            rounding?: "ceil" | "exact";
            /**
             * @description How seats that are added inside a period are charged for its rest: with the next renewal, or with an invoice at once
             * @enum {string}
             */
            seatBilling?: "true_up" | "immediate";
            /** @description Seats: the most there can be */
            maxSeats?: number | null;
        } | {
            /** @enum {string} */
            operation: "updatePlanFeature";
            /** @description The feature's `feat_…` id or its code */
            featureId: string;
            enabled?: boolean;
            /**
             * @description Units: up to nine decimals, held exactly
             * @example 1
             */
            includedAmount?: number;
            unlimited?: boolean;
            overage?: {
                enabled?: boolean;
                /**
                 * @description Rate scale, per unit. On a balance plan it is the price of every unit.
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
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` to a nano
             * @enum {string}
             */
            rounding?: "ceil" | "exact";
            /**
             * @description How seats that are added inside a period are charged for its rest: with the next renewal, or with an invoice at once
             * @enum {string}
             */
            seatBilling?: "true_up" | "immediate";
            /** @description Seats: the most there can be */
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
             * @description ISO 4217, in either case
             * @example USD
             */
            currency: string;
            /**
             * @description Units of the currency for one US dollar. Converts whatever has no amount of its own here
             * @example 150
             */
            exchangeRate: number;
            prices?: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string;
                /**
                 * @description In the currency's minor units: 1000 = ¥1,000, 1000 = €10.00
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale, of the currency; else it is converted
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
             * @description ISO 4217, in either case
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
                 * @description ISO 4217, in either case
                 * @example USD
                 */
                currency: string;
                /**
                 * @description In the currency's minor units: 1000 = ¥1,000, 1000 = €10.00
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale, of the currency; else it is converted
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
            /** @description What it is in; null for what is no amount */
            currency: string | null;
            /** @description As the plan has it: `price` in settlement scale, `includedBalance` and `overageUnitPrice` in rate scale; null: nothing */
            from: number | boolean | string | null;
            /** @description As the plan has it: `price` in settlement scale, `includedBalance` and `overageUnitPrice` in rate scale; null: nothing */
            to: number | boolean | string | null;
            /**
             * @description For a customer. A price that goes down is better, and yet waits for the renewal
             * @enum {string}
             */
            effect: "better" | "worse" | "neutral";
            /**
             * @description When it holds for a subscription whose period began on the plan as it is; new ones have it at once
             * @enum {string}
             */
            existingCustomers: "now" | "at_renewal" | "never";
            /** @description By the version that each one's period began with, its price and its currency */
            subscriptions: {
                /** @description Open ones that it holds for as soon as it is made */
                now: number;
                /** @description Open ones that it holds for from their renewal on */
                atRenewal: number;
                /**
                 * Format: date-time
                 * @description Of those of `atRenewal`
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
                /** @description All on the plan that are not canceled or expired */
                open: number;
                /** @description Those that are renewed on it when their period ends */
                renewing: number;
                /** @description Those with no period: they begin on the plan as it is by then, like new ones */
                waiting: number;
                /** @description Those that end, pause or go to another plan anyway */
                leaving: number;
                /**
                 * Format: date-time
                 * @description Of those of `renewing`
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
             * @description What those of `renewing` do then: only where a plan is deleted they do not stay
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
             * @description Units in a period, or seats
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
             * @description On the cost of AI usage, in basis points: 2000 = 20 %
             * @example 2000
             */
            margin: number | null;
            /**
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` to a nano
             * @enum {string}
             */
            rounding: "ceil" | "exact";
            /**
             * @description Null for what is no seats feature
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
            /** @description The lowest first */
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
             * @description Units of the currency for one US dollar. Null: nothing is converted
             * @example 150
             */
            exchangeRate: number | null;
            prices: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                includedBalance: number | null;
                /** @description By the plan's exchange rate, as it has no amount of its own */
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
                /** @description By the plan's exchange rate, as it has no amount of its own */
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
             * @description Units of the currency for one US dollar. Null: nothing is converted
             * @example 150
             */
            exchangeRate: number | null;
            prices: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                includedBalance: number | null;
                /** @description By the plan's exchange rate, as it has no amount of its own */
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
                /** @description By the plan's exchange rate, as it has no amount of its own */
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
            /** @description What a period that begins now begins with */
            isCurrent: boolean;
            blockOnExhaustion: boolean;
            topupsSurviveReset: boolean;
            prices: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string;
                /** @enum {string} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly";
                /**
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
                /** @description By now */
                isDeleted: boolean;
            }[];
            features: components["schemas"]["PlanFeature"][];
            regional: components["schemas"]["PlanInCurrency"][];
            /** @description Open ones whose running period holds to it */
            subscriptions: number;
            /**
             * Format: date-time
             * @description Since when it was in force
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
             * @description When this session ends
             * @example 2026-01-15T10:00:00.000Z
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description Business time, which in a sandbox may stand still
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
             * @description By rank in the group, by price without one; in the same plan, a longer interval is an upgrade
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
                 * @example 2900
                 */
                price: number;
            };
            currency: string;
            /** @description Of the running period; a day that has begun is not used yet */
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
                 * @description For the days of the running period that are not used, settlement scale
                 * @example 2900
                 */
                credit: number;
                /**
                 * @description For the new period, in advance; settlement scale
                 * @example 2900
                 */
                charge: number;
                /**
                 * @description What was used beyond the old plan, at its prices; settlement scale
                 * @example 2900
                 */
                overage: number;
                /**
                 * @description Customer credits that are used for it, settlement scale
                 * @example 2900
                 */
                creditsApplied: number;
                /**
                 * @description What is to be paid, settlement scale
                 * @example 2900
                 */
                total: number;
                /**
                 * @description What is kept as a customer credit where `credit` is more; settlement scale
                 * @example 2900
                 */
                customerCredit: number;
                /**
                 * @description All customer credits in the currency afterwards, settlement scale
                 * @example 2900
                 */
                customerCreditLeft: number;
                lines: {
                    /** @enum {string} */
                    kind: "plan_base" | "feature_overage" | "balance_overage" | "late_usage" | "credit" | "adjustment" | "feature_seats" | "credit_pack" | "balance_topup";
                    description: string;
                    /**
                     * @description The feature whose usage this is
                     * @example api_calls
                     */
                    feature: string | null;
                    /** @description What the line is about: for usage, its allowance period */
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
                     * @description What this line bills, in units: usage beyond what is included
                     * @example 1
                     */
                    quantity: number | null;
                    /**
                     * @description Rate scale: 10000 = $1.00
                     * @example 12.6
                     */
                    unitPrice: number | null;
                    /**
                     * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            amount: number;
            /**
             * @description What can still be used, settlement scale
             * @example 2900
             */
            remaining: number;
            /** @example USD */
            currency: string;
            reason: string;
            /**
             * @description `active` as long as something of it can be used
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
             * @description Gapless in the environment
             * @example CN-000042
             */
            number: string;
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string;
            /** @example USD */
            currency: string;
            /**
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
            /** @description Whether one more unit may be used now */
            allowed: boolean;
            enabled: boolean;
            reason?: string;
            willBeCharged?: boolean;
            /**
             * @description Of the period, in units; or seats
             * @example 1
             */
            used?: number;
            /**
             * @description Metered: what the plan includes, in units
             * @example 1
             */
            included?: number;
            /**
             * @description Of what is included, of the balance or of the credits, in `unit` (rate scale for money); or seats. Null where there is no limit
             * @example 12.6
             */
            remaining?: number | null;
            /** @description What `remaining` is in: a currency, `credits`, or `units`. Not there for seats */
            unit?: string;
            unlimited?: boolean;
            overageEnabled?: boolean;
            /**
             * @description Used beyond what is included, in units
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
             * @description Gapless in the environment; null on a draft
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            total: number;
            /**
             * @description What of it was given back, in settlement scale
             * @example 2900
             */
            amountRefunded: number;
            /**
             * @description Taken back by credit notes, settlement scale
             * @example 2900
             */
            amountCredited: number;
            /**
             * @description What is still to be paid, settlement scale: 0 but of open and uncollectible ones
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
                 * @description The feature whose usage this is
                 * @example api_calls
                 */
                feature: string | null;
                /** @description What the line is about: for usage, its allowance period */
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
                 * @description All usage of the period, in units
                 * @example 1
                 */
                used: number | null;
                /**
                 * @description What the plan includes of it, in units
                 * @example 1
                 */
                included: number | null;
                /**
                 * @description What this line bills, in units: usage beyond what is included
                 * @example 1
                 */
                quantity: number | null;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                unitPrice: number | null;
                /**
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
                 * @description Gapless in the environment; null on a draft
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
                 * @example 2900
                 */
                total: number;
                /**
                 * @description What of it was given back, in settlement scale
                 * @example 2900
                 */
                amountRefunded: number;
                /**
                 * @description Taken back by credit notes, settlement scale
                 * @example 2900
                 */
                amountCredited: number;
                /**
                 * @description What is still to be paid, settlement scale: 0 but of open and uncollectible ones
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
            /** @description The one that is charged */
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
            /** @description Rank in its group: a greater one is a higher plan */
            sortOrder: number;
            prices: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @enum {string} */
                billingInterval: "weekly" | "monthly" | "quarterly" | "yearly";
                /**
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
                 * @description Units in a period, or seats
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
            /** @description One of the plans that the portal lists */
            planId?: string;
            /** @enum {string} */
            billingInterval?: "weekly" | "monthly" | "quarterly" | "yearly";
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
             * @description `pending`: its invoice is to be paid. `applied`: it is on the account. `held`: paid, and it waits until the customer's account is kept in its unit again. `void`: its invoice was voided, or all of it was credited or refunded before it was given, and nothing is given.
             * @enum {string}
             */
            status: "pending" | "applied" | "held" | "void";
            /** @description A currency such as USD, or `credits` */
            unit: string;
            /** @description What is added: rate scale for money, else credits */
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
            /** @description Where it is paid, when no card could be charged */
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
            /** @description Seats that were wanted before */
            previousBalance: number;
            /** @description Seats that are wanted now */
            newBalance: number;
            /** @description Seats that can be filled until the renewal */
            current: number;
            /**
             * Format: date-time
             * @description Now; for seats that were removed, the renewal
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveAt: string;
            /**
             * @description `advance`: with the period that begins. `true_up`: for the rest of the period, with the next renewal. `immediate`: the same, with `invoiceId`. `none`: nothing is charged for the running period.
             * @enum {string}
             */
            billing: "advance" | "true_up" | "immediate" | "none";
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
        };
        PortalSeats: {
            /** @enum {string} */
            object: "seat_balance";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /** @example api_calls */
            featureCode: string;
            /** @description Seats that can be filled now */
            current: number;
            /** @description Seats that go on at the renewal: fewer where some were removed */
            atRenewal: number;
            /** @description Seats that the plan includes */
            included: number;
            unlimited: boolean;
            /** @description Most seats there can be; null where nothing limits them */
            limit: number | null;
            /** @description Seats that can still be added; null without a limit */
            remaining: number | null;
            /**
             * @description Rate scale, for a seat beyond those included and a whole billing period; null where none is sold
             * @example 12.6
             */
            seatPrice: number | null;
            /**
             * @description How seats that are added inside a period are charged for its rest: with the next renewal, or with an invoice at once
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
            /** @description Lets in whoever opens it first, once */
            portalUrl: string;
            returnUrl: string | null;
            /**
             * Format: date-time
             * @description When the link stops working, if nobody has opened it
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
             * @description When it began, or is to begin
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
            /** @description Balance plans */
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
            /** @description Credit plans */
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
            /** @description The change of plan that is to be done at the end of the period */
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
             * @description When what is included begins anew; null where nothing will be
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
             * @description Tokens of all these events
             * @example 120000
             */
            inputTokens: number;
            /**
             * @description Tokens of all these events
             * @example 120000
             */
            outputTokens: number;
            /**
             * @description Tokens of all these events
             * @example 120000
             */
            cacheReadTokens: number;
            /**
             * @description Tokens of all these events
             * @example 120000
             */
            cacheWriteTokens: number;
            /**
             * @description What `cost` is in; null where nothing cost money, or in more than one currency
             * @example USD
             */
            currency: string | null;
            /**
             * @description Rate scale: 10000 = $1.00. Null in more than one currency: see `costs`
             * @example 12.6
             */
            cost: number | null;
            /**
             * @description Nanos: 10^-9 of the currency's unit. Null in more than one currency: see `costs`
             * @example 12600000
             */
            costNanos: string | null;
            /** @description What it cost, in each currency */
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
                 * @description By property: all beyond the thousand values with the most events, together
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
                 * @description Tokens of all these events
                 * @example 120000
                 */
                inputTokens: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                outputTokens: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                cacheReadTokens: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                cacheWriteTokens: number;
                /**
                 * @description What `cost` is in; null where nothing cost money, or in more than one currency
                 * @example USD
                 */
                currency: string | null;
                /**
                 * @description Rate scale: 10000 = $1.00. Null in more than one currency: see `costs`
                 * @example 12.6
                 */
                cost: number | null;
                /**
                 * @description Nanos: 10^-9 of the currency's unit. Null in more than one currency: see `costs`
                 * @example 12600000
                 */
                costNanos: string | null;
                /** @description What it cost, in each currency */
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
             * @description `pending`: its invoice is to be paid. `applied`: it is on the account. `held`: paid, and it waits until the customer's account is kept in its unit again. `void`: its invoice was voided, or all of it was credited or refunded before it was given, and nothing is given.
             * @enum {string}
             */
            status: "pending" | "applied" | "held" | "void";
            /** @example pack_01h455vb4pex5vsknk084sn02q */
            creditPackId: string | null;
            /** @description A currency such as USD, or `credits` */
            unit: string;
            /** @description What is added: rate scale for money, else credits */
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
            /** @description As on creation. true: active at once, and charged. false: paid at `checkoutUrl` first. Default: as the environment's setting `collection` says. */
            activate?: boolean;
            /**
             * @description Where the customer goes on from `checkoutUrl`, where it awaits its payment
             * @example https://example.com/thanks
             */
            successUrl?: string;
        };
        ReadCustomerNames: {
            /** @description `cus_…` ids, with commas between them */
            ids: string;
        };
        ReadOperatorLink: {
            /** @description What follows # in the link */
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
            /** @description Part of the output */
            reasoningTokens: number;
            /** @description Of AI usage; empty for all else */
            parts: components["schemas"]["ReceiptPart"][];
            /**
             * @description Per unit, in rate scale, where there is one
             * @example 12.6
             */
            unitPrice: number | null;
            /** @enum {string|null} */
            rounding: "ceil" | "exact" | null;
            /** @description null for usage that was only recorded */
            charged: {
                /** @description A currency, `credits`, or `units` that are counted */
                unit: string;
                /**
                 * @description Nanos: 10^-9 of the unit
                 * @example 12600000
                 */
                amountNanos: string;
                /**
                 * @description What was left right after it
                 * @example 12600000
                 */
                balanceAfterNanos: string | null;
                /**
                 * @description Counted usage: of the period, after it
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
             * @description As charged, per million tokens, in rate scale; null where the part has two prices
             * @example 12.6
             */
            unitPrice: number | null;
            /**
             * @description This part of the cost: together they are the cost
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
             * @description Settlement scale; left out: all that has not been given back yet
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
            /** @description Of these, those that could not be rated in money */
            unrated: number;
            /** @description What the others would have cost, most usage first */
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
            /** @description As it was sent */
            model?: string;
            /** @enum {string} */
            reason?: "insufficient_balance" | "insufficient_credits" | "included_limit_reached" | "no_active_subscription" | "feature_not_in_plan" | "feature_disabled" | "model_not_found" | "exchange_rate_not_found" | "feature_not_found" | "pricing_mode_mismatch" | "idempotency_key_mismatch" | "duplicate" | "validation_error";
            /** @enum {string} */
            status?: "open" | "recorded" | "dismissed";
            /**
             * Format: date-time
             * @description The event's timestamp at or after
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description The event's timestamp before
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
             * @description `recorded` once a replay or a retry went through; `dismissed` where you forgave it
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
            /** @description What it would have cost, where it could be rated */
            cost?: {
                currency: string;
                /**
                 * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` to a nano
                 * @enum {string}
                 */
                rounding: "ceil" | "exact";
                /** @description Units of the currency for one of the model's price; absent where they are the same */
                exchangeRate?: number;
                /**
                 * @description Rate scale: 10000 = $1.00
                 * @example 12.6
                 */
                total: number;
                /**
                 * @description Fixed price: the units
                 * @example 1
                 */
                quantity?: number;
                /**
                 * @description Fixed price: per unit, in rate scale
                 * @example 12.6
                 */
                unitPrice?: number;
                /** @description The catalog's model that priced it */
                model?: string;
                /**
                 * @description The price row that priced it
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
                 * @description Five-minute and one-hour writes, in rate scale
                 * @example 12.6
                 */
                cacheWriteCost?: number;
                /**
                 * @description The costs together, before the margin; rate scale
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
             * @description What it would have taken, in `unit` (rate scale for money), where it could be rated
             * @example 12.6
             */
            deducts?: number;
            /** @description A currency, or `credits` */
            unit?: string;
            /** @description The event as it was sent */
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
             * @description The usage event whose charge it was
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
             * @description How many fewer
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
            /** @description Ids or codes of all plans of the group, the lowest first */
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
        /** @description With a filter, the 100 open ones that fit and were tried longest ago; `remaining` says how many are left */
        ReplayRefusedUsage: {
            ids?: string[];
            /**
             * @description Farthing's `cus_…` id or your own id
             * @example user_123
             */
            customerId?: string;
            /** @example api_calls */
            feature?: string;
            /** @description As it was sent */
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
                 * @description A duplicate of an archived event, in place of `event`
                 * @example evt_01h455vb4pex5vsknk084sn02q
                 */
                eventId?: string;
                error?: components["schemas"]["ApiError"];
            }[];
        };
        ReplayWebhook: {
            /**
             * Format: date-time
             * @description The event's `createdAt` at or after
             * @example 2026-01-15T10:00:00Z
             */
            from?: string;
            /**
             * Format: date-time
             * @description The event's `createdAt` before
             * @example 2026-01-15T10:00:00Z
             */
            to?: string;
            /** @description Default: those that the webhook is for */
            types?: ("subscription.created" | "subscription.activated" | "subscription.updated" | "subscription.canceled" | "subscription.past_due" | "payment.received" | "payment.failed" | "payment.disputed" | "subscription.plan_changed" | "subscription.paused" | "subscription.resumed" | "subscription.reactivated" | "balance.low" | "balance.exhausted" | "credits.low" | "credits.exhausted" | "invoice.created" | "invoice.finalized" | "invoice.paid" | "invoice.voided" | "invoice.uncollectible" | "invoice.deleted" | "credit_note.created" | "usage.refused" | "webhook.test" | "model.price_changed")[];
            /** @description `nextCursor` of the call before */
            cursor?: string;
        };
        ResolveModel: {
            /**
             * @description What your code sends
             * @example claude-sonnet-4-20250514
             */
            model: string;
            /** @description What the provider says it ran; wins where it resolves */
            responseModel?: string;
        };
        RotateWebhookSecret: {
            /**
             * @description How long webhooks are signed with the old secret as well
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
            /** @description Seats that can be filled now */
            current: number;
            /** @description Seats that go on at the renewal: fewer where some were removed */
            atRenewal: number;
            /** @description Seats that the plan includes */
            included: number;
            unlimited: boolean;
            /** @description Most seats there can be; null where nothing limits them */
            limit: number | null;
            /** @description Seats that can still be added; null without a limit */
            remaining: number | null;
            /**
             * @description Rate scale, for a seat beyond those included and a whole billing period; null where none is sold
             * @example 12.6
             */
            seatPrice: number | null;
            /**
             * @description How seats that are added inside a period are charged for its rest: with the next renewal, or with an invoice at once
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
            /** @description Seats that were wanted before */
            previousBalance: number;
            /** @description Seats that are wanted now */
            newBalance: number;
            /** @description Seats that can be filled until the renewal */
            current: number;
            /**
             * Format: date-time
             * @description Now; for seats that were removed, the renewal
             * @example 2026-01-15T10:00:00.000Z
             */
            effectiveAt: string;
            /**
             * @description `advance`: with the period that begins. `true_up`: for the rest of the period, with the next renewal. `immediate`: the same, with `invoiceId`. `none`: nothing is charged for the running period.
             * @enum {string}
             */
            billing: "advance" | "true_up" | "immediate" | "none";
            /** @example inv_01h455vb4pex5vsknk084sn02q */
            invoiceId: string | null;
            /**
             * @description Whose request it was
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
            /** @description How many there are */
            events: number;
            /** @description Seats that were wanted before the first of them */
            seatsBefore: number;
            /** @description Seats that were added by them */
            added: number;
            /** @description Seats that were removed by them */
            removed: number;
            /** @description The line's `used`: those before, and added, less those removed */
            seats: number;
            /** @description The line's `quantity`: those of them beyond the included ones; within a period, what the change made these more */
            quantity: number;
        };
        SendInvoice: {
            /**
             * Format: email
             * @description Default: the customer's address
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
             * @description Seats by the code of their feature
             * @example {
             *       "editor": 5
             *     }
             */
            seats: {
                [key: string]: number;
            };
        };
        SetInvoiceStatus: {
            /** @enum {string} */
            status: "paid" | "void" | "uncollectible";
            /** @description Why it is void; stands on its document */
            reason?: string;
        };
        SetPlanRegionalPricing: {
            /**
             * @description ISO 4217, in either case
             * @example USD
             */
            currency: string;
            /**
             * @description Units of the currency for one US dollar. Converts whatever has no amount of its own here
             * @example 150
             */
            exchangeRate: number;
            prices?: {
                /** @example price_01h455vb4pex5vsknk084sn02q */
                priceId: string;
                /**
                 * @description In the currency's minor units: 1000 = ¥1,000, 1000 = €10.00
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale, of the currency; else it is converted
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
            count: number;
        };
        SetPriceRegionalPricing: {
            overrides: {
                /**
                 * @description ISO 4217, in either case
                 * @example USD
                 */
                currency: string;
                /**
                 * @description In the currency's minor units: 1000 = ¥1,000, 1000 = €10.00
                 * @example 2900
                 */
                price: number;
                /**
                 * @description Rate scale, of the currency; else it is converted
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
             * @description How many in all
             * @example 7
             */
            count: number;
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
             * @description Units: up to nine decimals, held exactly
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
                 * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
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
             * @description When it began, or is to begin
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
            /** @description Balance plans */
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
            /** @description Credit plans */
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
            /** @description The change of plan that is to be done at the end of the period */
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
             * @description The same however often it is delivered
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
             * @description `advancing` while the clock is on its way to `targetTime`
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
            /** @description The last move of the clock, also while it is under way; null where there was none */
            run: {
                /** @enum {string} */
                object: "test_clock_run";
                /** @description false in a sandbox environment */
                livemode: boolean;
                /**
                 * @description `advancing` while the clock is on its way to `targetTime`
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
                 * @description Where the clock stands
                 * @example 2026-01-15T10:00:00.000Z
                 */
                frozenTime: string;
                /**
                 * Format: date-time
                 * @example 2026-01-15T10:00:00.000Z
                 */
                targetTime: string;
                progress: {
                    /** @description Steps that were done */
                    done: number;
                    /** @description Subscriptions and payments of which something is due by `targetTime`; of one it may be several steps */
                    due: number;
                };
                /** @description How often each kind of thing was done on the way */
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
                /** @description Invoices made on the way */
                invoices: number;
                /** @description In the order of their due times; the first 100 */
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
                /** @description The last ten that were done, the latest first */
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
                /** @description More was done than `done` lists */
                hasMore: boolean;
                /** @description What could not be done; it is tried again later. The first 100 */
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
             * @description The sandbox's business time, up to which things were due
             * @example 2026-01-15T10:00:00.000Z
             */
            now: string;
            /** @description How often each kind of thing was done */
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
            /** @description What could not be done; it is tried again later */
            failed: number;
        };
        TestClockRun: {
            /** @enum {string} */
            object: "test_clock_run";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description `advancing` while the clock is on its way to `targetTime`
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
             * @description Where the clock stands
             * @example 2026-01-15T10:00:00.000Z
             */
            frozenTime: string;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            targetTime: string;
            progress: {
                /** @description Steps that were done */
                done: number;
                /** @description Subscriptions and payments of which something is due by `targetTime`; of one it may be several steps */
                due: number;
            };
            /** @description How often each kind of thing was done on the way */
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
            /** @description Invoices made on the way */
            invoices: number;
            /** @description In the order of their due times; the first 100 */
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
            /** @description The last ten that were done, the latest first */
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
            /** @description More was done than `done` lists */
            hasMore: boolean;
            /** @description What could not be done; it is tried again later. The first 100 */
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
             * @description Units used: up to nine decimals, default 1. Not together with model
             * @example 1
             */
            value?: number;
            /** @description Unique per customer, for ever */
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
            /** @description The model that the provider says it ran */
            responseModel?: string;
            /**
             * @description Billed at the input price: neither read from nor written to the cache
             * @example 1000
             */
            inputTokens?: number;
            /** @example 1000 */
            outputTokens?: number;
            /** @example 1000 */
            cacheReadTokens?: number;
            /**
             * @description Written to the cache for five minutes. Without those of cacheWrite1hTokens: no token is in two counts
             * @example 1000
             */
            cacheWriteTokens?: number;
            /**
             * @description Written to the cache for an hour
             * @example 1000
             */
            cacheWrite1hTokens?: number;
            /**
             * @description A part of outputTokens
             * @example 1000
             */
            reasoningTokens?: number;
            /** @description The counts are estimated, as after an aborted stream */
            estimated?: boolean;
        };
        TrackUsageBatch: {
            /** @description 1 to 100 events, each as in TrackUsage */
            events: components["schemas"]["TrackUsage"][];
            /** @description Past usage: any past timestamp is allowed. Needs a key with full scope */
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
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            amount: number;
            /**
             * @description Settlement scale: 100 = $1.00; whole units for currencies without decimals
             * @example 2900
             */
            amountRefunded: number;
            /** @example USD */
            currency: string;
            paymentMethod: components["schemas"]["CardOfTransaction"] | null;
            /** @description What the provider calls the charge */
            providerReference: string | null;
            /**
             * @description Why the last attempt failed
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
             * @description When its result was known
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
        /** @description What is left out stays; null takes a field away */
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
             * @description Has to be readable on white: a contrast of 4.5 at least
             * @example #1d4ed8
             */
            accentColor?: string | null;
            /** @description At the foot of every page of a document */
            footer?: string | null;
            /** @description On invoices that are still to be paid: bank account, reference */
            paymentInstructions?: string | null;
            /**
             * @description Days from the date of issue until payment is due
             * @example 30
             */
            netDays?: number;
            logo?: {
                /** @enum {string} */
                contentType: "image/png" | "image/jpeg";
                /** @description Base64, of 256 KiB and 1024 × 1024 pixels at most */
                data: string;
            } | null;
        };
        UpdateCreditPack: {
            name?: string;
            description?: string | null;
            /**
             * @description Credits that a customer gets
             * @example 1000
             */
            credits?: number;
            /**
             * @description Settlement scale: 100 = $1.00; above 0. What is to cost nothing is an adjustment.
             * @example 1900
             */
            price?: number;
            isActive?: boolean;
        };
        /** @description What is left out stays, null takes it away */
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
            /** @description All of them: they take the place of those that are there */
            lines?: components["schemas"]["NewInvoiceLine"][];
            description?: string | null;
            /**
             * @description null: the environment's
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
             * @description `owner` and `admin`: everything, members and API keys too (only an owner makes an owner); `member`: everything else; `viewer`: reads
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "viewer";
        };
        UpdatePaymentMethod: {
            /**
             * @description Where the customer is sent after the payment
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
             * @description Units: up to nine decimals, held exactly
             * @example 1
             */
            includedAmount?: number;
            unlimited?: boolean;
            overage?: {
                enabled?: boolean;
                /**
                 * @description Rate scale, per unit. On a balance plan it is the price of every unit.
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
             * @description `ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` to a nano
             * @enum {string}
             */
            rounding?: "ceil" | "exact";
            /**
             * @description How seats that are added inside a period are charged for its rest: with the next renewal, or with an invoice at once
             * @enum {string}
             */
            seatBilling?: "true_up" | "immediate";
            /** @description Seats: the most there can be */
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
             * @description https; in a sandbox http as well. Without a user name and a fragment
             * @example https://example.com/webhooks/farthing
             */
            url?: string;
            /**
             * @description Types of events; `*` is all of them
             * @example [
             *       "subscription.activated"
             *     ]
             */
            events?: ("*" | "subscription.created" | "subscription.activated" | "subscription.updated" | "subscription.canceled" | "subscription.past_due" | "payment.received" | "payment.failed" | "payment.disputed" | "subscription.plan_changed" | "subscription.paused" | "subscription.resumed" | "subscription.reactivated" | "balance.low" | "balance.exhausted" | "credits.low" | "credits.exhausted" | "invoice.created" | "invoice.finalized" | "invoice.paid" | "invoice.voided" | "invoice.uncollectible" | "invoice.deleted" | "credit_note.created" | "usage.refused" | "webhook.test" | "model.price_changed")[];
            description?: string | null;
            /** @description `true` takes up a webhook again that was switched off; nothing is sent to one that is */
            isActive?: boolean;
            /** @description Kept and shown; there is one form of events */
            apiVersion?: string;
        };
        UsageAdjustment: {
            /** @enum {string} */
            object: "usage_adjustment";
            /** @description false in a sandbox environment */
            livemode: boolean;
            /**
             * @description null where nothing had to change
             * @example evt_01h455vb4pex5vsknk084sn02q
             */
            id: string | null;
            /** @example cus_01h455vb4pex5vsknk084sn02q */
            customerId: string;
            /** @example api_calls */
            feature: string;
            /**
             * @description The period's total from now on, in units
             * @example 1
             */
            value: number;
            /**
             * @description The total until now, in units
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
                 * @description The event that has the key
                 * @example evt_01h455vb4pex5vsknk084sn02q
                 */
                eventId: string;
                /** @description Not of one that is archived */
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
                     * @description Units; null for AI usage. Below zero where a total was set to less than it was
                     * @example 1
                     */
                    value: number | null;
                    /** @description Of what `PUT /usage` wrote: this is no usage, but the change to a total */
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
            /** @description The code of the error that tracking would give */
            reason?: string;
            message?: string;
            willBeCharged: boolean;
            cost?: components["schemas"]["Cost"];
            /**
             * @description Balance and credits: what this usage takes, in `unit` (rate scale for money)
             * @example 12.6
             */
            deducts?: number;
            /**
             * @description Before this usage, in `unit` (rate scale for money); null where there is no limit
             * @example 12.6
             */
            remaining: number | null;
            unit: string | null;
            /**
             * @description Metered: of the period, before this usage, in units
             * @example 1
             */
            used?: number;
            /**
             * @description Metered: what the plan includes, in units
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
             * @description Units; null for AI usage. Below zero where a total was set to less than it was
             * @example 1
             */
            value: number | null;
            /** @description Of what `PUT /usage` wrote: this is no usage, but the change to a total */
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
             * @description Code of the error
             * @example insufficient_balance
             */
            reason: string;
            message: string;
            cost?: components["schemas"]["Cost"];
            /** @description What it would have taken, in `unit` (rate scale for money) */
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
             * @description The same however often it is delivered
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
             * @description Tokens of all these events
             * @example 120000
             */
            inputTokens: number;
            /**
             * @description Tokens of all these events
             * @example 120000
             */
            outputTokens: number;
            /**
             * @description Tokens of all these events
             * @example 120000
             */
            cacheReadTokens: number;
            /**
             * @description Tokens of all these events
             * @example 120000
             */
            cacheWriteTokens: number;
            /**
             * @description What `cost` is in; null where nothing cost money, or in more than one currency
             * @example USD
             */
            currency: string | null;
            /**
             * @description Rate scale: 10000 = $1.00. Null in more than one currency: see `costs`
             * @example 12.6
             */
            cost: number | null;
            /**
             * @description Nanos: 10^-9 of the currency's unit. Null in more than one currency: see `costs`
             * @example 12600000
             */
            costNanos: string | null;
            /** @description What it cost, in each currency */
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
                 * @description By property: all beyond the thousand values with the most events, together
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
                 * @description Tokens of all these events
                 * @example 120000
                 */
                inputTokens: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                outputTokens: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                cacheReadTokens: number;
                /**
                 * @description Tokens of all these events
                 * @example 120000
                 */
                cacheWriteTokens: number;
                /**
                 * @description What `cost` is in; null where nothing cost money, or in more than one currency
                 * @example USD
                 */
                currency: string | null;
                /**
                 * @description Rate scale: 10000 = $1.00. Null in more than one currency: see `costs`
                 * @example 12.6
                 */
                cost: number | null;
                /**
                 * @description Nanos: 10^-9 of the currency's unit. Null in more than one currency: see `costs`
                 * @example 12600000
                 */
                costNanos: string | null;
                /** @description What it cost, in each currency */
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
             * @description Since when it is not active
             * @example 2026-01-15T10:00:00.000Z
             */
            disabledAt: string | null;
            /**
             * Format: date-time
             * @description The first of the failures since the last success
             * @example 2026-01-15T10:00:00.000Z
             */
            failingSince: string | null;
            /**
             * Format: date-time
             * @description Until when webhooks are signed with a secret that was replaced, too
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
            /** @description The first 1,000 characters of the answer's body */
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
             * @description Of the event
             * @example subscription.activated
             */
            type: string;
            /**
             * @description `pending`: it is tried until it is taken; `failed`: it is tried no more, until it is replayed
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed";
            /** @description Since it was made or last replayed */
            attemptCount: number;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            nextAttemptAt: string | null;
            /** @description HTTP status of the last answer; null where there was none */
            lastStatusCode: number | null;
            /**
             * @description Why the last attempt failed
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
             * @description Of the event
             * @example subscription.activated
             */
            type: string;
            /**
             * @description `pending`: it is tried until it is taken; `failed`: it is tried no more, until it is replayed
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed";
            /** @description Since it was made or last replayed */
            attemptCount: number;
            /**
             * Format: date-time
             * @example 2026-01-15T10:00:00.000Z
             */
            nextAttemptAt: string | null;
            /** @description HTTP status of the last answer; null where there was none */
            lastStatusCode: number | null;
            /**
             * @description Why the last attempt failed
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
            /** @description As it is sent; null once it is forgotten */
            event: components["schemas"]["SubscriptionCreatedEvent"] | components["schemas"]["SubscriptionActivatedEvent"] | components["schemas"]["SubscriptionUpdatedEvent"] | components["schemas"]["SubscriptionCanceledEvent"] | components["schemas"]["SubscriptionPastDueEvent"] | components["schemas"]["PaymentReceivedEvent"] | components["schemas"]["PaymentFailedEvent"] | components["schemas"]["PaymentDisputedEvent"] | components["schemas"]["SubscriptionPlanChangedEvent"] | components["schemas"]["SubscriptionPausedEvent"] | components["schemas"]["SubscriptionResumedEvent"] | components["schemas"]["SubscriptionReactivatedEvent"] | components["schemas"]["BalanceLowEvent"] | components["schemas"]["BalanceExhaustedEvent"] | components["schemas"]["CreditsLowEvent"] | components["schemas"]["CreditsExhaustedEvent"] | components["schemas"]["InvoiceCreatedEvent"] | components["schemas"]["InvoiceFinalizedEvent"] | components["schemas"]["InvoicePaidEvent"] | components["schemas"]["InvoiceVoidedEvent"] | components["schemas"]["InvoiceUncollectibleEvent"] | components["schemas"]["InvoiceDeletedEvent"] | components["schemas"]["CreditNoteCreatedEvent"] | components["schemas"]["UsageRefusedEvent"] | components["schemas"]["WebhookTestEvent"] | components["schemas"]["ModelPriceChangedEvent"] | null;
            /** @description The last 100, oldest first */
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
            /** @description Events that are delivered (again), oldest first */
            count: number;
            hasMore: boolean;
            /** @description Send it as `cursor` for the rest */
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
             * @description The same however often it is delivered
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
