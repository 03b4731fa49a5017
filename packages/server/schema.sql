-- Made by `npm run schema:dump` from the migrations. Do not edit.

CREATE TABLE api_keys (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  name text NOT NULL,
  scope text NOT NULL,
  prefix text NOT NULL,
  key_hash bytea NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone,
  last_used_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  CONSTRAINT api_keys_scope_check CHECK ((scope = ANY (ARRAY['full'::text, 'ingest'::text, 'read'::text]))),
  CONSTRAINT api_keys_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id),
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash)
);
CREATE INDEX api_keys_environment ON public.api_keys USING btree (environment_id, id);

CREATE TABLE archived_keys (
  customer_id uuid NOT NULL,
  key_digest uuid NOT NULL,
  event_id uuid NOT NULL,
  payload_digest uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT archived_keys_pkey PRIMARY KEY (customer_id, key_digest)
);
CREATE INDEX archived_keys_event ON public.archived_keys USING btree (event_id);

CREATE TABLE archived_lines (
  customer_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  through_seq bigint NOT NULL,
  balance_after_nanos bigint NOT NULL,
  purchased_nanos bigint NOT NULL,
  archived_at timestamp(3) with time zone NOT NULL,
  before_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT archived_lines_pkey PRIMARY KEY (customer_id)
);

CREATE TABLE archived_usage (
  customer_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  quantity numeric NOT NULL,
  CONSTRAINT archived_usage_pkey PRIMARY KEY (customer_id, subscription_id, feature_id)
);

CREATE TABLE balances (
  customer_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  last_seq bigint NOT NULL DEFAULT 0,
  subscription_id uuid,
  unit text,
  allowance_nanos bigint NOT NULL DEFAULT 0,
  purchased_nanos bigint NOT NULL DEFAULT 0,
  included_nanos bigint NOT NULL DEFAULT 0,
  updated_at timestamp(3) with time zone NOT NULL,
  subscriptions_version bigint NOT NULL DEFAULT nextval('subscriptions_versions'::regclass),
  CONSTRAINT balances_pkey PRIMARY KEY (customer_id)
) WITH (fillfactor=70);

CREATE TABLE branding_logos (
  environment_id uuid NOT NULL,
  digest uuid NOT NULL,
  content_type text NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  data bytea NOT NULL,
  CONSTRAINT branding_logos_content_type_check CHECK ((content_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text]))),
  CONSTRAINT branding_logos_pkey PRIMARY KEY (environment_id, digest)
);

CREATE TABLE brandings (
  environment_id uuid NOT NULL,
  version bigint NOT NULL,
  legal_name text,
  address jsonb,
  tax_id text,
  email text,
  website text,
  accent_color text,
  footer text,
  payment_instructions text,
  net_days integer NOT NULL DEFAULT 0,
  logo_digest uuid,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT brandings_pkey PRIMARY KEY (environment_id, version)
);

CREATE TABLE catalog_state (
  only_row boolean NOT NULL DEFAULT true,
  version bigint NOT NULL DEFAULT 1,
  snapshot_digest text,
  sync_status text NOT NULL DEFAULT 'never'::text,
  sync_models_added integer NOT NULL DEFAULT 0,
  sync_prices_added integer NOT NULL DEFAULT 0,
  sync_unchanged integer NOT NULL DEFAULT 0,
  sync_skipped integer NOT NULL DEFAULT 0,
  sync_error text,
  sync_started_at timestamp(3) with time zone,
  sync_succeeded_at timestamp(3) with time zone,
  CONSTRAINT catalog_state_only_row_check CHECK (only_row),
  CONSTRAINT catalog_state_sync_status_check CHECK ((sync_status = ANY (ARRAY['never'::text, 'succeeded'::text, 'failed'::text]))),
  CONSTRAINT catalog_state_pkey PRIMARY KEY (only_row)
);

CREATE TABLE checkouts (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  token text NOT NULL,
  kind text NOT NULL,
  subscription_id uuid,
  invoice_id uuid,
  success_url text,
  status text NOT NULL,
  authenticating text,
  provider_session text,
  expires_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  completed_at timestamp(3) with time zone,
  transaction_id uuid,
  CONSTRAINT checkouts_kind_check CHECK ((kind = ANY (ARRAY['subscription'::text, 'invoice'::text, 'payment_method'::text]))),
  CONSTRAINT checkouts_status_check CHECK ((status = ANY (ARRAY['open'::text, 'completed'::text, 'canceled'::text]))),
  CONSTRAINT checkouts_pkey PRIMARY KEY (customer_id, id)
);
CREATE INDEX checkouts_session ON public.checkouts USING btree (provider_session) WHERE (provider_session IS NOT NULL);
CREATE INDEX checkouts_subscription ON public.checkouts USING btree (customer_id, subscription_id) WHERE (status = 'open'::text);
CREATE INDEX checkouts_token ON public.checkouts USING btree (token);

CREATE TABLE clock_moves (
  environment_id uuid NOT NULL,
  request_key uuid,
  from_at timestamp(3) with time zone NOT NULL,
  target_at timestamp(3) with time zone NOT NULL,
  steps integer NOT NULL DEFAULT 0,
  invoices integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  counts jsonb NOT NULL DEFAULT '{}'::jsonb,
  first_done jsonb NOT NULL DEFAULT '[]'::jsonb,
  last_done jsonb NOT NULL DEFAULT '[]'::jsonb,
  failed jsonb NOT NULL DEFAULT '[]'::jsonb,
  begun_at timestamp(3) with time zone NOT NULL,
  ended_at timestamp(3) with time zone,
  CONSTRAINT clock_moves_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id),
  CONSTRAINT clock_moves_pkey PRIMARY KEY (environment_id)
);

CREATE TABLE credit_note_lines (
  customer_id uuid NOT NULL,
  credit_note_id uuid NOT NULL,
  position integer NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  invoice_line_id uuid,
  description text NOT NULL,
  amount_nanos numeric NOT NULL,
  CONSTRAINT credit_note_lines_amount_nanos_check CHECK ((amount_nanos > (0)::numeric)),
  CONSTRAINT credit_note_lines_pkey PRIMARY KEY (customer_id, credit_note_id, "position")
);

CREATE TABLE credit_note_numbers (
  environment_id uuid NOT NULL,
  last_number bigint NOT NULL,
  CONSTRAINT credit_note_numbers_pkey PRIMARY KEY (environment_id)
);

CREATE TABLE credit_notes (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  number bigint NOT NULL,
  currency text NOT NULL,
  total_nanos numeric NOT NULL,
  reason text NOT NULL,
  settlement text NOT NULL,
  metadata jsonb,
  branding_version bigint,
  bill_to jsonb,
  issued_at timestamp(3) with time zone NOT NULL,
  refund_id uuid,
  CONSTRAINT credit_notes_settlement_check CHECK ((settlement = ANY (ARRAY['open_amount'::text, 'customer_credit'::text, 'refund'::text, 'outside'::text]))),
  CONSTRAINT credit_notes_total_nanos_check CHECK ((total_nanos > (0)::numeric)),
  CONSTRAINT credit_notes_pkey PRIMARY KEY (customer_id, id)
);
CREATE INDEX credit_notes_environment ON public.credit_notes USING btree (environment_id, id);
CREATE INDEX credit_notes_invoice ON public.credit_notes USING btree (customer_id, invoice_id);
CREATE UNIQUE INDEX credit_notes_number ON public.credit_notes USING btree (environment_id, number);

CREATE TABLE credit_packs (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  name text NOT NULL,
  description text,
  credits_nanos bigint NOT NULL,
  price_nanos bigint NOT NULL,
  currency text NOT NULL,
  is_active boolean NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  deleted_at timestamp(3) with time zone,
  CONSTRAINT credit_packs_credits_nanos_check CHECK ((credits_nanos > 0)),
  CONSTRAINT credit_packs_price_nanos_check CHECK ((price_nanos > 0)),
  CONSTRAINT credit_packs_pkey PRIMARY KEY (id)
);
CREATE INDEX credit_packs_environment ON public.credit_packs USING btree (environment_id, id);

CREATE TABLE customer_credit_uses (
  customer_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  credit_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  amount_nanos numeric NOT NULL,
  used_at timestamp(3) with time zone NOT NULL,
  returned_at timestamp(3) with time zone,
  CONSTRAINT customer_credit_uses_amount_nanos_check CHECK ((amount_nanos > (0)::numeric)),
  CONSTRAINT customer_credit_uses_pkey PRIMARY KEY (customer_id, invoice_id, credit_id)
);
CREATE INDEX customer_credit_uses_credit ON public.customer_credit_uses USING btree (customer_id, credit_id);

CREATE TABLE customer_credits (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  currency text NOT NULL,
  amount_nanos numeric NOT NULL,
  remaining_nanos numeric NOT NULL,
  revoked_nanos numeric NOT NULL DEFAULT 0,
  reason text NOT NULL,
  source_invoice_id uuid,
  expires_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT customer_credits_amount_nanos_check CHECK ((amount_nanos > (0)::numeric)),
  CONSTRAINT customer_credits_check CHECK (((remaining_nanos + revoked_nanos) <= amount_nanos)),
  CONSTRAINT customer_credits_remaining_nanos_check CHECK ((remaining_nanos >= (0)::numeric)),
  CONSTRAINT customer_credits_revoked_nanos_check CHECK ((revoked_nanos >= (0)::numeric)),
  CONSTRAINT customer_credits_pkey PRIMARY KEY (customer_id, id)
);

CREATE TABLE customers (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  external_id text,
  email text,
  full_name text,
  tax_document text,
  timezone text,
  address jsonb,
  metadata jsonb,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT customers_pkey PRIMARY KEY (id)
);
CREATE INDEX customers_email ON public.customers USING btree (environment_id, lower(email)) WHERE (email IS NOT NULL);
CREATE INDEX customers_environment ON public.customers USING btree (environment_id, id);
CREATE UNIQUE INDEX customers_external_id ON public.customers USING btree (environment_id, external_id);

CREATE TABLE disputes (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  status text NOT NULL,
  currency text NOT NULL,
  amount_nanos numeric NOT NULL,
  reason text,
  provider_reference text NOT NULL,
  said_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  closed_at timestamp(3) with time zone,
  CONSTRAINT disputes_amount_nanos_check CHECK ((amount_nanos > (0)::numeric)),
  CONSTRAINT disputes_check CHECK (((status = 'open'::text) = (closed_at IS NULL))),
  CONSTRAINT disputes_status_check CHECK ((status = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text]))),
  CONSTRAINT disputes_pkey PRIMARY KEY (customer_id, id)
);
CREATE INDEX disputes_payment ON public.disputes USING btree (customer_id, payment_id);
CREATE UNIQUE INDEX disputes_reference ON public.disputes USING btree (customer_id, provider_reference);

CREATE TABLE due_failures (
  customer_id uuid NOT NULL,
  due_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  attempts integer NOT NULL,
  error text NOT NULL,
  failed_at timestamp(3) with time zone NOT NULL,
  retry_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT due_failures_pkey PRIMARY KEY (customer_id, due_id)
);

CREATE TABLE environments (
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  kind text NOT NULL,
  frozen_at timestamp(3) with time zone,
  config_version bigint NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL,
  references_version bigint NOT NULL DEFAULT 1,
  collection text,
  payment_retry_days integer[] NOT NULL DEFAULT '{0,1,3,5}'::integer[],
  CONSTRAINT environments_check CHECK (((frozen_at IS NULL) OR (kind = 'sandbox'::text))),
  CONSTRAINT environments_collection_check CHECK ((collection = ANY (ARRAY['immediate'::text, 'checkout'::text]))),
  CONSTRAINT environments_kind_check CHECK ((kind = ANY (ARRAY['sandbox'::text, 'live'::text]))),
  CONSTRAINT environments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT environments_pkey PRIMARY KEY (id),
  CONSTRAINT environments_organization_id_kind_key UNIQUE (organization_id, kind)
);

CREATE TABLE exchange_rates (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  currency text NOT NULL,
  rate_nanos bigint NOT NULL,
  effective_from timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT exchange_rates_rate_nanos_check CHECK ((rate_nanos > 0)),
  CONSTRAINT exchange_rates_pkey PRIMARY KEY (id)
);
CREATE INDEX exchange_rates_environment ON public.exchange_rates USING btree (environment_id, id);

CREATE TABLE features (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  description text,
  unit_name text,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  deleted_at timestamp(3) with time zone,
  CONSTRAINT features_type_check CHECK ((type = ANY (ARRAY['metered'::text, 'boolean'::text, 'seats'::text]))),
  CONSTRAINT features_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX features_code ON public.features USING btree (environment_id, code) WHERE (deleted_at IS NULL);
CREATE INDEX features_environment ON public.features USING btree (environment_id, id);

CREATE TABLE idempotent_requests (
  environment_id uuid NOT NULL,
  key_digest uuid NOT NULL,
  fingerprint bytea NOT NULL,
  status smallint,
  answer text,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT idempotent_requests_pkey PRIMARY KEY (environment_id, key_digest)
);
CREATE INDEX idempotent_requests_age ON public.idempotent_requests USING btree (created_at);

CREATE TABLE invoice_lines (
  customer_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  position integer NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  kind text NOT NULL,
  description text NOT NULL,
  feature_id uuid,
  period_start timestamp(3) with time zone,
  period_end timestamp(3) with time zone,
  used numeric,
  included numeric,
  quantity numeric,
  unit_price_nanos bigint,
  exact_nanos numeric NOT NULL,
  amount_nanos numeric NOT NULL,
  after_seq bigint,
  up_to_seq bigint,
  returns_line_id uuid,
  CONSTRAINT invoice_lines_kind_check CHECK ((kind = ANY (ARRAY['plan_base'::text, 'feature_overage'::text, 'balance_overage'::text, 'late_usage'::text, 'credit'::text, 'adjustment'::text, 'feature_seats'::text, 'credit_pack'::text, 'balance_topup'::text]))),
  CONSTRAINT invoice_lines_pkey PRIMARY KEY (customer_id, invoice_id, "position")
);
CREATE INDEX invoice_lines_returns ON public.invoice_lines USING btree (customer_id, returns_line_id) WHERE (returns_line_id IS NOT NULL);

CREATE TABLE invoice_numbers (
  environment_id uuid NOT NULL,
  last_number bigint NOT NULL,
  CONSTRAINT invoice_numbers_pkey PRIMARY KEY (environment_id)
);

CREATE TABLE invoice_usage (
  customer_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  usage jsonb NOT NULL,
  CONSTRAINT invoice_usage_pkey PRIMARY KEY (customer_id, invoice_id)
);

CREATE TABLE invoices (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  subscription_id uuid,
  number bigint,
  status text NOT NULL,
  reason text NOT NULL,
  currency text NOT NULL,
  total_nanos numeric NOT NULL,
  period_start timestamp(3) with time zone,
  period_end timestamp(3) with time zone,
  description text,
  metadata jsonb,
  issued_at timestamp(3) with time zone,
  paid_at timestamp(3) with time zone,
  voided_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  branding_version bigint,
  bill_to jsonb,
  net_days integer,
  due_at timestamp(3) with time zone,
  corrects_id uuid,
  void_reason text,
  credited_nanos numeric NOT NULL DEFAULT 0,
  is_set_aside boolean NOT NULL DEFAULT false,
  CONSTRAINT invoices_issued_check CHECK (((status = 'draft'::text) = (issued_at IS NULL))),
  CONSTRAINT invoices_number_check CHECK (((status <> 'draft'::text) OR (number IS NULL))),
  CONSTRAINT invoices_reason_check CHECK ((reason = ANY (ARRAY['subscription_start'::text, 'renewal'::text, 'overage'::text, 'cancellation'::text, 'one_off'::text, 'plan_change'::text, 'seats'::text, 'credit_pack'::text, 'topup'::text, 'adjustment'::text]))),
  CONSTRAINT invoices_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'open'::text, 'paid'::text, 'void'::text, 'uncollectible'::text]))),
  CONSTRAINT invoices_pkey PRIMARY KEY (customer_id, id)
);
CREATE INDEX invoices_environment ON public.invoices USING btree (environment_id, id);
CREATE INDEX invoices_issued ON public.invoices USING btree (environment_id, issued_at) WHERE (issued_at IS NOT NULL);
CREATE INDEX invoices_number ON public.invoices USING btree (environment_id, number);
CREATE INDEX invoices_open ON public.invoices USING btree (environment_id, due_at) WHERE (status = 'open'::text);
CREATE INDEX invoices_subscription ON public.invoices USING btree (subscription_id, id) WHERE (subscription_id IS NOT NULL);

CREATE TABLE ledger_entries (
  customer_id uuid NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  subscription_id uuid,
  type text NOT NULL,
  unit text NOT NULL,
  amount_nanos bigint NOT NULL,
  purchased_nanos bigint NOT NULL,
  balance_after_nanos bigint NOT NULL,
  description text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  invoice_id uuid,
  CONSTRAINT ledger_entries_type_check CHECK ((type = ANY (ARRAY['allowance'::text, 'topup'::text, 'adjustment'::text, 'reset'::text, 'hold'::text, 'release'::text, 'expiry'::text]))),
  CONSTRAINT ledger_entries_pkey PRIMARY KEY (customer_id, seq)
);

CREATE TABLE link_secrets (
  environment_id uuid NOT NULL,
  secret bytea NOT NULL DEFAULT (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
  CONSTRAINT link_secrets_pkey PRIMARY KEY (environment_id)
);

CREATE TABLE migrations (
  name text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT migrations_pkey PRIMARY KEY (name)
);

CREATE TABLE model_aliases (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  alias text NOT NULL,
  provider text NOT NULL,
  model_id text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT model_aliases_pkey PRIMARY KEY (id),
  CONSTRAINT model_aliases_environment_id_alias_key UNIQUE (environment_id, alias)
);

CREATE TABLE model_prices (
  id uuid NOT NULL,
  model_id uuid NOT NULL,
  environment_id uuid,
  input_nanos bigint NOT NULL,
  output_nanos bigint NOT NULL,
  cache_read_nanos bigint,
  cache_write_nanos bigint,
  cache_write_1h_nanos bigint,
  reasoning_nanos bigint,
  tiers jsonb NOT NULL DEFAULT '[]'::jsonb,
  effective_from timestamp(3) with time zone NOT NULL,
  source text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  ends_override boolean NOT NULL DEFAULT false,
  CONSTRAINT model_prices_cache_read_nanos_check CHECK ((cache_read_nanos >= 0)),
  CONSTRAINT model_prices_cache_write_1h_nanos_check CHECK ((cache_write_1h_nanos >= 0)),
  CONSTRAINT model_prices_cache_write_nanos_check CHECK ((cache_write_nanos >= 0)),
  CONSTRAINT model_prices_check CHECK (((NOT ends_override) OR (environment_id IS NOT NULL))),
  CONSTRAINT model_prices_input_nanos_check CHECK ((input_nanos >= 0)),
  CONSTRAINT model_prices_output_nanos_check CHECK ((output_nanos >= 0)),
  CONSTRAINT model_prices_reasoning_nanos_check CHECK ((reasoning_nanos >= 0)),
  CONSTRAINT model_prices_source_check CHECK ((source = ANY (ARRAY['snapshot'::text, 'sync'::text, 'operator'::text]))),
  CONSTRAINT model_prices_model_id_fkey FOREIGN KEY (model_id) REFERENCES models(id),
  CONSTRAINT model_prices_pkey PRIMARY KEY (id)
);
CREATE INDEX model_prices_environment ON public.model_prices USING btree (environment_id) WHERE (environment_id IS NOT NULL);
CREATE INDEX model_prices_model ON public.model_prices USING btree (model_id, effective_from);

CREATE TABLE models (
  id uuid NOT NULL,
  environment_id uuid,
  provider text NOT NULL,
  model_id text NOT NULL,
  display_name text NOT NULL,
  kind text NOT NULL,
  aliases jsonb NOT NULL DEFAULT '[]'::jsonb,
  source text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT models_source_check CHECK ((source = ANY (ARRAY['snapshot'::text, 'sync'::text, 'operator'::text]))),
  CONSTRAINT models_pkey PRIMARY KEY (id),
  CONSTRAINT models_environment_id_provider_model_id_key UNIQUE NULLS NOT DISTINCT (environment_id, provider, model_id)
);

CREATE TABLE operator_accounts (
  id text NOT NULL,
  operator_id text NOT NULL,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp(3) with time zone,
  refresh_token_expires_at timestamp(3) with time zone,
  scope text,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT operator_accounts_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id) ON DELETE CASCADE,
  CONSTRAINT operator_accounts_pkey PRIMARY KEY (id),
  CONSTRAINT operator_accounts_provider_id_account_id_key UNIQUE (provider_id, account_id)
);
CREATE INDEX operator_accounts_operator ON public.operator_accounts USING btree (operator_id);

CREATE TABLE operator_links (
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  kind text NOT NULL,
  token_hash bytea NOT NULL,
  email text,
  role text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  used_at timestamp(3) with time zone,
  CONSTRAINT operator_links_check CHECK (((kind = 'setup'::text) = (email IS NULL))),
  CONSTRAINT operator_links_kind_check CHECK ((kind = ANY (ARRAY['setup'::text, 'invitation'::text, 'reset'::text]))),
  CONSTRAINT operator_links_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text, 'viewer'::text]))),
  CONSTRAINT operator_links_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT operator_links_pkey PRIMARY KEY (id),
  CONSTRAINT operator_links_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX operator_links_organization ON public.operator_links USING btree (organization_id, id);

CREATE TABLE operator_memberships (
  organization_id uuid NOT NULL,
  operator_id text NOT NULL,
  role text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT operator_memberships_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text, 'viewer'::text]))),
  CONSTRAINT operator_memberships_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id) ON DELETE CASCADE,
  CONSTRAINT operator_memberships_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT operator_memberships_pkey PRIMARY KEY (organization_id, operator_id)
);
CREATE INDEX operator_memberships_operator ON public.operator_memberships USING btree (operator_id);

CREATE TABLE operator_rate_limits (
  id text NOT NULL,
  key text NOT NULL,
  count integer NOT NULL,
  last_request bigint NOT NULL,
  CONSTRAINT operator_rate_limits_pkey PRIMARY KEY (id),
  CONSTRAINT operator_rate_limits_key_key UNIQUE (key)
);

CREATE TABLE operator_sessions (
  id text NOT NULL,
  operator_id text NOT NULL,
  token text NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT operator_sessions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id) ON DELETE CASCADE,
  CONSTRAINT operator_sessions_pkey PRIMARY KEY (id),
  CONSTRAINT operator_sessions_token_key UNIQUE (token)
);
CREATE INDEX operator_sessions_age ON public.operator_sessions USING btree (expires_at);
CREATE INDEX operator_sessions_operator ON public.operator_sessions USING btree (operator_id);

CREATE TABLE operator_verifications (
  id text NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT operator_verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX operator_verifications_identifier ON public.operator_verifications USING btree (identifier);

CREATE TABLE operators (
  id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT operators_pkey PRIMARY KEY (id),
  CONSTRAINT operators_email_key UNIQUE (email)
);

CREATE TABLE organizations (
  id uuid NOT NULL,
  name text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT organizations_pkey PRIMARY KEY (id)
);

CREATE TABLE outbox (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  customer_id uuid,
  type text NOT NULL,
  data jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  handed_on boolean NOT NULL DEFAULT false,
  CONSTRAINT outbox_pkey PRIMARY KEY (id)
);
CREATE INDEX outbox_customer ON public.outbox USING btree (customer_id, id);
CREATE INDEX outbox_environment ON public.outbox USING btree (environment_id, id);
CREATE INDEX outbox_waiting ON public.outbox USING btree (id) WHERE (NOT handed_on);

CREATE TABLE payment_methods (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  provider text NOT NULL,
  reference text NOT NULL,
  brand text NOT NULL,
  last4 text NOT NULL,
  exp_month integer NOT NULL,
  exp_year integer NOT NULL,
  is_default boolean NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  removed_at timestamp(3) with time zone,
  CONSTRAINT payment_methods_last4_check CHECK ((length(last4) = 4)),
  CONSTRAINT payment_methods_provider_check CHECK ((provider = ANY (ARRAY['sandbox'::text, 'stripe'::text]))),
  CONSTRAINT payment_methods_pkey PRIMARY KEY (customer_id, id)
);
CREATE UNIQUE INDEX payment_methods_default ON public.payment_methods USING btree (customer_id) WHERE (is_default AND (removed_at IS NULL));
CREATE INDEX payment_methods_environment ON public.payment_methods USING btree (environment_id, id);
CREATE UNIQUE INDEX payment_methods_reference ON public.payment_methods USING btree (customer_id, provider, reference) WHERE ((removed_at IS NULL) AND (provider <> 'sandbox'::text));

CREATE TABLE payments (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  invoice_id uuid,
  subscription_id uuid,
  provider text NOT NULL,
  status text NOT NULL,
  currency text NOT NULL,
  amount_nanos numeric NOT NULL,
  refunded_nanos numeric NOT NULL DEFAULT 0,
  description text NOT NULL,
  metadata jsonb,
  attempts integer NOT NULL DEFAULT 0,
  scheduled_attempts integer NOT NULL DEFAULT 0,
  on_failure text NOT NULL,
  failure_code text,
  failure_message text,
  retry_at timestamp(3) with time zone,
  paid_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT payments_amount_nanos_check CHECK (((amount_nanos > (0)::numeric) OR ((amount_nanos = (0)::numeric) AND (status = 'succeeded'::text) AND (attempts = 0)))),
  CONSTRAINT payments_check CHECK (((refunded_nanos >= (0)::numeric) AND (refunded_nanos <= amount_nanos))),
  CONSTRAINT payments_on_failure_check CHECK ((on_failure = ANY (ARRAY['retry'::text, 'void'::text, 'keep'::text]))),
  CONSTRAINT payments_provider_check CHECK ((provider = ANY (ARRAY['sandbox'::text, 'stripe'::text]))),
  CONSTRAINT payments_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text, 'canceled'::text]))),
  CONSTRAINT payments_pkey PRIMARY KEY (customer_id, id)
);
CREATE INDEX payments_due ON public.payments USING btree (environment_id, retry_at, id) WHERE (retry_at IS NOT NULL);
CREATE INDEX payments_due_of_customer ON public.payments USING btree (customer_id, retry_at) WHERE (retry_at IS NOT NULL);
CREATE INDEX payments_environment ON public.payments USING btree (environment_id, id);
CREATE UNIQUE INDEX payments_invoice ON public.payments USING btree (customer_id, invoice_id) WHERE (invoice_id IS NOT NULL);

CREATE TABLE plan_currencies (
  plan_id uuid NOT NULL,
  currency text NOT NULL,
  environment_id uuid NOT NULL,
  exchange_rate numeric NOT NULL,
  CONSTRAINT plan_currencies_exchange_rate_check CHECK ((exchange_rate > (0)::numeric)),
  CONSTRAINT plan_currencies_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans(id),
  CONSTRAINT plan_currencies_pkey PRIMARY KEY (plan_id, currency)
);

CREATE TABLE plan_feature_currencies (
  plan_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  currency text NOT NULL,
  environment_id uuid NOT NULL,
  unit_price_nanos bigint NOT NULL,
  CONSTRAINT plan_feature_currencies_unit_price_nanos_check CHECK ((unit_price_nanos >= 0)),
  CONSTRAINT plan_feature_currencies_plan_id_feature_id_fkey FOREIGN KEY (plan_id, feature_id) REFERENCES plan_features(plan_id, feature_id) ON DELETE CASCADE,
  CONSTRAINT plan_feature_currencies_pkey PRIMARY KEY (plan_id, feature_id, currency)
);

CREATE TABLE plan_features (
  plan_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  enabled boolean NOT NULL,
  included_quantity numeric NOT NULL,
  unlimited boolean NOT NULL,
  overage_enabled boolean NOT NULL,
  unit_price_nanos bigint,
  credits_per_unit_nanos bigint,
  pricing_mode text NOT NULL,
  margin_basis_points integer,
  rounding text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  seat_billing text NOT NULL DEFAULT 'true_up'::text,
  max_seats bigint,
  CONSTRAINT plan_features_credits_per_unit_nanos_check CHECK ((credits_per_unit_nanos >= 0)),
  CONSTRAINT plan_features_margin_basis_points_check CHECK ((margin_basis_points >= 0)),
  CONSTRAINT plan_features_max_seats_check CHECK ((max_seats > 0)),
  CONSTRAINT plan_features_pricing_mode_check CHECK ((pricing_mode = ANY (ARRAY['fixed'::text, 'ai_model'::text]))),
  CONSTRAINT plan_features_rounding_check CHECK ((rounding = ANY (ARRAY['ceil'::text, 'exact'::text]))),
  CONSTRAINT plan_features_seat_billing_check CHECK ((seat_billing = ANY (ARRAY['true_up'::text, 'immediate'::text]))),
  CONSTRAINT plan_features_unit_price_nanos_check CHECK ((unit_price_nanos >= 0)),
  CONSTRAINT plan_features_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES features(id),
  CONSTRAINT plan_features_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans(id),
  CONSTRAINT plan_features_pkey PRIMARY KEY (plan_id, feature_id)
);
CREATE INDEX plan_features_feature ON public.plan_features USING btree (feature_id);

CREATE TABLE plan_groups (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  name text NOT NULL,
  description text,
  is_public boolean NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT plan_groups_pkey PRIMARY KEY (id)
);
CREATE INDEX plan_groups_environment ON public.plan_groups USING btree (environment_id, id);

CREATE TABLE plan_price_currencies (
  price_id uuid NOT NULL,
  currency text NOT NULL,
  plan_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  amount_nanos bigint NOT NULL,
  included_balance_nanos bigint,
  CONSTRAINT plan_price_currencies_amount_nanos_check CHECK ((amount_nanos >= 0)),
  CONSTRAINT plan_price_currencies_included_balance_nanos_check CHECK ((included_balance_nanos >= 0)),
  CONSTRAINT plan_price_currencies_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans(id),
  CONSTRAINT plan_price_currencies_price_id_fkey FOREIGN KEY (price_id) REFERENCES plan_prices(id),
  CONSTRAINT plan_price_currencies_pkey PRIMARY KEY (price_id, currency)
);
CREATE INDEX plan_price_currencies_plan ON public.plan_price_currencies USING btree (plan_id);

CREATE TABLE plan_prices (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  billing_interval text NOT NULL,
  currency text NOT NULL DEFAULT 'USD'::text,
  amount_nanos bigint NOT NULL,
  trial_days integer NOT NULL,
  is_default boolean NOT NULL,
  included_balance_nanos bigint,
  included_credits_nanos bigint,
  metadata jsonb,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  deleted_at timestamp(3) with time zone,
  CONSTRAINT plan_prices_amount_nanos_check CHECK ((amount_nanos >= 0)),
  CONSTRAINT plan_prices_billing_interval_check CHECK ((billing_interval = ANY (ARRAY['weekly'::text, 'monthly'::text, 'quarterly'::text, 'yearly'::text]))),
  CONSTRAINT plan_prices_included_balance_nanos_check CHECK ((included_balance_nanos >= 0)),
  CONSTRAINT plan_prices_included_credits_nanos_check CHECK ((included_credits_nanos >= 0)),
  CONSTRAINT plan_prices_trial_days_check CHECK ((trial_days >= 0)),
  CONSTRAINT plan_prices_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans(id),
  CONSTRAINT plan_prices_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX plan_prices_default ON public.plan_prices USING btree (plan_id) WHERE (is_default AND (deleted_at IS NULL));
CREATE INDEX plan_prices_plan ON public.plan_prices USING btree (plan_id);

CREATE TABLE plan_versions (
  plan_id uuid NOT NULL,
  version integer NOT NULL,
  environment_id uuid NOT NULL,
  terms jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT plan_versions_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans(id),
  CONSTRAINT plan_versions_pkey PRIMARY KEY (plan_id, version)
);

CREATE TABLE plans (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  consumption_model text NOT NULL,
  is_public boolean NOT NULL,
  is_free boolean NOT NULL,
  is_default boolean NOT NULL,
  block_on_exhaustion boolean NOT NULL,
  topups_survive_reset boolean NOT NULL,
  metadata jsonb,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  deleted_at timestamp(3) with time zone,
  plan_group_id uuid,
  sort_order integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  migrate_to uuid,
  CONSTRAINT plans_consumption_model_check CHECK ((consumption_model = ANY (ARRAY['metered'::text, 'credits'::text, 'balance'::text]))),
  CONSTRAINT plans_migrate_to_fkey FOREIGN KEY (migrate_to) REFERENCES plans(id),
  CONSTRAINT plans_plan_group_id_fkey FOREIGN KEY (plan_group_id) REFERENCES plan_groups(id),
  CONSTRAINT plans_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX plans_code ON public.plans USING btree (environment_id, code) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX plans_default ON public.plans USING btree (environment_id) WHERE (is_default AND (deleted_at IS NULL));
CREATE INDEX plans_environment ON public.plans USING btree (environment_id, id);
CREATE INDEX plans_group ON public.plans USING btree (plan_group_id, sort_order) WHERE (plan_group_id IS NOT NULL);

CREATE TABLE portal_sessions (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  return_url text,
  link_hash bytea NOT NULL,
  link_expires_at timestamp(3) with time zone NOT NULL,
  session_hash bytea,
  session_expires_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT portal_sessions_check CHECK (((session_hash IS NULL) = (session_expires_at IS NULL))),
  CONSTRAINT portal_sessions_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id),
  CONSTRAINT portal_sessions_pkey PRIMARY KEY (id),
  CONSTRAINT portal_sessions_link_hash_key UNIQUE (link_hash),
  CONSTRAINT portal_sessions_session_hash_key UNIQUE (session_hash)
);
CREATE INDEX portal_sessions_age ON public.portal_sessions USING btree (created_at);

CREATE TABLE provider_connections (
  environment_id uuid NOT NULL,
  provider text NOT NULL,
  account text,
  secret_key text,
  webhook_secret text,
  key_hint text NOT NULL,
  connected_at timestamp(3) with time zone NOT NULL,
  webhook_secret_hint text,
  CONSTRAINT provider_connections_check CHECK (((secret_key IS NULL) = (webhook_secret IS NULL))),
  CONSTRAINT provider_connections_provider_check CHECK ((provider = 'stripe'::text)),
  CONSTRAINT provider_connections_pkey PRIMARY KEY (environment_id)
);

CREATE TABLE provider_customers (
  customer_id uuid NOT NULL,
  provider text NOT NULL,
  reference text NOT NULL,
  environment_id uuid NOT NULL,
  CONSTRAINT provider_customers_pkey PRIMARY KEY (customer_id, provider)
);

CREATE TABLE purchases (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  kind text NOT NULL,
  credit_pack_id uuid,
  unit text NOT NULL,
  amount_nanos bigint NOT NULL,
  survives_reset boolean NOT NULL,
  description text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  paid_at timestamp(3) with time zone,
  applied_at timestamp(3) with time zone,
  entry_id uuid,
  given_back_at timestamp(3) with time zone,
  CONSTRAINT purchases_amount_nanos_check CHECK ((amount_nanos > 0)),
  CONSTRAINT purchases_check CHECK (((kind = 'credit_pack'::text) = (credit_pack_id IS NOT NULL))),
  CONSTRAINT purchases_check1 CHECK (((applied_at IS NULL) OR (paid_at IS NOT NULL))),
  CONSTRAINT purchases_check2 CHECK (((applied_at IS NULL) = (entry_id IS NULL))),
  CONSTRAINT purchases_given_back CHECK (((given_back_at IS NULL) OR ((paid_at IS NOT NULL) AND (applied_at IS NULL)))),
  CONSTRAINT purchases_kind_check CHECK ((kind = ANY (ARRAY['credit_pack'::text, 'balance_topup'::text]))),
  CONSTRAINT purchases_pkey PRIMARY KEY (customer_id, id)
);
CREATE INDEX purchases_environment ON public.purchases USING btree (environment_id, id);
CREATE INDEX purchases_held ON public.purchases USING btree (customer_id) WHERE ((paid_at IS NOT NULL) AND (applied_at IS NULL));
CREATE UNIQUE INDEX purchases_invoice ON public.purchases USING btree (customer_id, invoice_id);

CREATE TABLE refunds (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  status text NOT NULL,
  currency text NOT NULL,
  amount_nanos numeric NOT NULL,
  reason text,
  provider_reference text,
  failure_message text,
  claimed_until timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  settled_at timestamp(3) with time zone,
  sends integer NOT NULL DEFAULT 0,
  dispute_id uuid,
  CONSTRAINT refunds_amount_nanos_check CHECK ((amount_nanos > (0)::numeric)),
  CONSTRAINT refunds_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text]))),
  CONSTRAINT refunds_pkey PRIMARY KEY (customer_id, id)
);
CREATE INDEX refunds_pending ON public.refunds USING btree (id) WHERE (status = 'pending'::text);
CREATE UNIQUE INDEX refunds_reference ON public.refunds USING btree (customer_id, provider_reference) WHERE (provider_reference IS NOT NULL);
CREATE INDEX refunds_transaction ON public.refunds USING btree (customer_id, transaction_id);

CREATE TABLE refused_usage (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  key_digest uuid,
  occurred_at timestamp(3) with time zone NOT NULL,
  reason text NOT NULL,
  message text NOT NULL,
  attempts integer NOT NULL,
  event jsonb NOT NULL,
  cost jsonb,
  cost_nanos bigint,
  status text NOT NULL,
  event_id uuid,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  dismiss_reason text,
  CONSTRAINT refused_usage_dismissed_why CHECK (((status = 'dismissed'::text) = (dismiss_reason IS NOT NULL))),
  CONSTRAINT refused_usage_status_check CHECK ((status = ANY (ARRAY['open'::text, 'recorded'::text, 'dismissed'::text]))),
  CONSTRAINT refused_usage_pkey PRIMARY KEY (customer_id, id)
);
CREATE INDEX refused_usage_environment ON public.refused_usage USING btree (environment_id, id);
CREATE UNIQUE INDEX refused_usage_key ON public.refused_usage USING btree (customer_id, key_digest) WHERE ((status = 'open'::text) AND (key_digest IS NOT NULL));

CREATE TABLE seat_events (
  customer_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  api_key_id uuid,
  previous_seats bigint NOT NULL,
  new_seats bigint NOT NULL,
  previous_current bigint NOT NULL,
  new_current bigint NOT NULL,
  billing text NOT NULL,
  invoice_id uuid,
  effective_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  operator_id text,
  portal_session_id uuid,
  CONSTRAINT seat_events_billing_check CHECK ((billing = ANY (ARRAY['advance'::text, 'true_up'::text, 'immediate'::text, 'none'::text]))),
  CONSTRAINT seat_events_pkey PRIMARY KEY (customer_id, subscription_id, feature_id, seq)
);
CREATE INDEX seat_events_customer ON public.seat_events USING btree (customer_id, id);

CREATE TABLE seats (
  customer_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  environment_id uuid NOT NULL,
  current_seats bigint NOT NULL,
  renewal_seats bigint NOT NULL,
  last_seq bigint NOT NULL,
  advance_seq bigint NOT NULL DEFAULT 0,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT seats_check CHECK ((renewal_seats <= current_seats)),
  CONSTRAINT seats_current_seats_check CHECK ((current_seats >= 0)),
  CONSTRAINT seats_renewal_seats_check CHECK ((renewal_seats >= 0)),
  CONSTRAINT seats_pkey PRIMARY KEY (customer_id, subscription_id, feature_id)
);

CREATE TABLE subscription_periods (
  customer_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  start_at timestamp(3) with time zone NOT NULL,
  environment_id uuid NOT NULL,
  end_at timestamp(3) with time zone NOT NULL,
  kind text NOT NULL,
  terms jsonb NOT NULL,
  closed_at timestamp(3) with time zone,
  begun_after_seq bigint,
  plan_id uuid,
  plan_version integer,
  last_plan_version integer,
  CONSTRAINT subscription_periods_kind_check CHECK ((kind = ANY (ARRAY['trial'::text, 'billing'::text]))),
  CONSTRAINT subscription_periods_pkey PRIMARY KEY (customer_id, subscription_id, start_at)
);

CREATE TABLE subscriptions (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  price_id uuid,
  name text,
  status text NOT NULL,
  currency text NOT NULL,
  started_at timestamp(3) with time zone,
  anchor_at timestamp(3) with time zone,
  trial_ends_at timestamp(3) with time zone,
  period_start timestamp(3) with time zone,
  period_end timestamp(3) with time zone,
  cancel_at_period_end boolean NOT NULL DEFAULT false,
  cancel_reason text,
  canceled_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  allowance_start timestamp(3) with time zone,
  allowance_end timestamp(3) with time zone,
  allowance_seq bigint NOT NULL DEFAULT 0,
  next_due_at timestamp(3) with time zone,
  scheduled_plan_id uuid,
  scheduled_price_id uuid,
  scheduled_change_at timestamp(3) with time zone,
  paused_at timestamp(3) with time zone,
  earlier_allowance_starts timestamp(3) with time zone[],
  plan_version integer NOT NULL DEFAULT 1,
  trial_days integer NOT NULL DEFAULT 0,
  counted_since timestamp(3) with time zone,
  starts_at timestamp(3) with time zone,
  activates boolean,
  success_url text,
  CONSTRAINT subscriptions_check CHECK (((scheduled_plan_id IS NULL) = (scheduled_change_at IS NULL))),
  CONSTRAINT subscriptions_check1 CHECK (((status <> 'draft'::text) OR (starts_at IS NOT NULL))) NOT VALID,
  CONSTRAINT subscriptions_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'pending_payment'::text, 'trialing'::text, 'active'::text, 'past_due'::text, 'paused'::text, 'canceled'::text, 'expired'::text]))),
  CONSTRAINT subscriptions_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans(id),
  CONSTRAINT subscriptions_pkey PRIMARY KEY (customer_id, id)
);
CREATE INDEX subscriptions_due ON public.subscriptions USING btree (environment_id, next_due_at, id) WHERE (next_due_at IS NOT NULL);
CREATE INDEX subscriptions_environment ON public.subscriptions USING btree (environment_id, id);
CREATE UNIQUE INDEX subscriptions_open ON public.subscriptions USING btree (customer_id) WHERE (status <> ALL (ARRAY['canceled'::text, 'expired'::text]));
CREATE INDEX subscriptions_plan ON public.subscriptions USING btree (plan_id) WHERE (status <> ALL (ARRAY['canceled'::text, 'expired'::text]));

CREATE TABLE transactions (
  customer_id uuid NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  provider text NOT NULL,
  status text NOT NULL,
  currency text NOT NULL,
  amount_nanos numeric NOT NULL,
  refunded_nanos numeric NOT NULL DEFAULT 0,
  is_scheduled boolean NOT NULL,
  payment_method_id uuid,
  card_brand text,
  card_last4 text,
  provider_reference text,
  failure_code text,
  failure_message text,
  sent_at timestamp(3) with time zone,
  claimed_until timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  settled_at timestamp(3) with time zone,
  sends integer NOT NULL DEFAULT 0,
  is_surplus boolean NOT NULL DEFAULT false,
  CONSTRAINT transactions_amount_nanos_check CHECK ((amount_nanos > (0)::numeric)),
  CONSTRAINT transactions_check CHECK (((refunded_nanos >= (0)::numeric) AND (refunded_nanos <= amount_nanos))),
  CONSTRAINT transactions_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text]))),
  CONSTRAINT transactions_pkey PRIMARY KEY (customer_id, id)
);
CREATE INDEX transactions_environment ON public.transactions USING btree (environment_id, id);
CREATE UNIQUE INDEX transactions_one_paid ON public.transactions USING btree (customer_id, payment_id) WHERE ((status = 'succeeded'::text) AND (NOT is_surplus));
CREATE UNIQUE INDEX transactions_one_pending ON public.transactions USING btree (customer_id, payment_id) WHERE (status = 'pending'::text);
CREATE INDEX transactions_payment ON public.transactions USING btree (customer_id, payment_id);
CREATE INDEX transactions_pending ON public.transactions USING btree (id) WHERE (status = 'pending'::text);
CREATE INDEX transactions_reference ON public.transactions USING btree (provider_reference) WHERE (provider_reference IS NOT NULL);

CREATE TABLE usage_counters (
  customer_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  period_start timestamp(3) with time zone NOT NULL,
  environment_id uuid NOT NULL,
  used numeric NOT NULL,
  billed numeric NOT NULL DEFAULT 0,
  billed_seq bigint NOT NULL DEFAULT 0,
  CONSTRAINT usage_counters_pkey PRIMARY KEY (customer_id, subscription_id, feature_id, period_start)
) WITH (fillfactor=70);

CREATE TABLE usage_events (
  customer_id uuid NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  subscription_id uuid,
  occurred_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  key_digest uuid,
  idempotency_key text,
  quantity numeric,
  model text,
  response_model text,
  model_price_id uuid,
  input_tokens bigint,
  output_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  cache_write_1h_tokens bigint,
  reasoning_tokens bigint,
  estimated boolean,
  margin_basis_points integer,
  rounding text,
  unit_price_nanos bigint,
  unit text,
  cost_nanos bigint,
  purchased_nanos bigint,
  balance_after_nanos bigint,
  used_after numeric,
  included_quantity numeric,
  adjustment_reason text,
  properties jsonb,
  exchange_rate_nanos bigint,
  CONSTRAINT usage_events_exchange_rate_nanos_check CHECK ((exchange_rate_nanos > 0)),
  CONSTRAINT usage_events_pkey PRIMARY KEY (customer_id, seq)
);
CREATE INDEX usage_events_environment ON public.usage_events USING btree (environment_id, id);
CREATE UNIQUE INDEX usage_events_key ON public.usage_events USING btree (customer_id, key_digest) WHERE (key_digest IS NOT NULL);

CREATE TABLE usage_rollups (
  customer_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  hour timestamp(3) with time zone NOT NULL,
  model text NOT NULL,
  environment_id uuid NOT NULL,
  events bigint NOT NULL,
  quantity numeric NOT NULL,
  input_tokens numeric NOT NULL,
  output_tokens numeric NOT NULL,
  cache_read_tokens numeric NOT NULL,
  cache_write_tokens numeric NOT NULL,
  cost_nanos numeric NOT NULL,
  credits_nanos numeric NOT NULL,
  provider_cost_nanos numeric NOT NULL DEFAULT 0,
  currency text NOT NULL,
  CONSTRAINT usage_rollups_pkey PRIMARY KEY (customer_id, feature_id, hour, model, currency)
) WITH (fillfactor=70);
CREATE INDEX usage_rollups_environment ON public.usage_rollups USING btree (environment_id, hour);

CREATE TABLE webhook_attempts (
  delivery_id uuid NOT NULL,
  number integer NOT NULL,
  started_at timestamp(3) with time zone NOT NULL,
  duration_ms integer NOT NULL,
  status_code integer,
  error text,
  response text,
  CONSTRAINT webhook_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries(id) ON DELETE CASCADE,
  CONSTRAINT webhook_attempts_pkey PRIMARY KEY (delivery_id, number)
);

CREATE TABLE webhook_deliveries (
  id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  event_id uuid NOT NULL,
  event_type text NOT NULL,
  status text NOT NULL,
  attempt_count integer NOT NULL DEFAULT 0,
  next_attempt_at timestamp(3) with time zone NOT NULL,
  leased_until timestamp(3) with time zone,
  last_status_code integer,
  last_error text,
  created_at timestamp(3) with time zone NOT NULL,
  delivered_at timestamp(3) with time zone,
  CONSTRAINT webhook_deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text]))),
  CONSTRAINT webhook_deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(id),
  CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_deliveries_webhook_id_event_id_key UNIQUE (webhook_id, event_id)
);
CREATE INDEX webhook_deliveries_waiting ON public.webhook_deliveries USING btree (webhook_id, next_attempt_at) WHERE (status = 'pending'::text);
CREATE INDEX webhook_deliveries_webhook ON public.webhook_deliveries USING btree (webhook_id, id);

CREATE TABLE webhooks (
  id uuid NOT NULL,
  environment_id uuid NOT NULL,
  livemode boolean NOT NULL,
  url text NOT NULL,
  events text[] NOT NULL,
  description text,
  api_version text,
  is_active boolean NOT NULL DEFAULT true,
  disabled_reason text,
  disabled_at timestamp(3) with time zone,
  secret text NOT NULL,
  failing_since timestamp(3) with time zone,
  failures integer NOT NULL DEFAULT 0,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  deleted_at timestamp(3) with time zone,
  previous_secrets jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT webhooks_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['gone'::text, 'failing'::text]))),
  CONSTRAINT webhooks_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id),
  CONSTRAINT webhooks_pkey PRIMARY KEY (id)
);
CREATE INDEX webhooks_environment ON public.webhooks USING btree (environment_id, id);

CREATE VIEW account_lines AS
 SELECT ledger_entries.customer_id,
    ledger_entries.seq
   FROM ledger_entries
UNION ALL
 SELECT usage_events.customer_id,
    usage_events.seq
   FROM usage_events;

CREATE VIEW ledger_lines AS
 SELECT ledger_entries.customer_id,
    ledger_entries.seq,
    ledger_entries.id,
    ledger_entries.environment_id,
    ledger_entries.subscription_id,
    ledger_entries.type,
    ledger_entries.unit,
    ledger_entries.amount_nanos,
    ledger_entries.purchased_nanos,
    ledger_entries.balance_after_nanos,
    NULL::uuid AS event_id,
    ledger_entries.description,
    ledger_entries.created_at,
    ledger_entries.invoice_id
   FROM ledger_entries
UNION ALL
 SELECT usage_events.customer_id,
    usage_events.seq,
    usage_events.id,
    usage_events.environment_id,
    usage_events.subscription_id,
    'consumption'::text AS type,
    usage_events.unit,
    - usage_events.cost_nanos AS amount_nanos,
    - usage_events.purchased_nanos AS purchased_nanos,
    usage_events.balance_after_nanos,
    usage_events.id AS event_id,
    (( SELECT features.code
           FROM features
          WHERE features.id = usage_events.feature_id)) ||
        CASE
            WHEN usage_events.model IS NULL THEN ' × '::text || rtrim(to_char(usage_events.quantity, 'FM999,999,999,999,999,999,990.999999999'::text), '.'::text)
            ELSE (((((((': '::text || usage_events.model) || ', '::text) || to_char(usage_events.input_tokens, 'FM999,999,999,999,999,990'::text)) || ' in, '::text) || to_char(usage_events.output_tokens, 'FM999,999,999,999,999,990'::text)) || ' out'::text) ||
            CASE
                WHEN usage_events.cache_read_tokens > 0 THEN (', '::text || to_char(usage_events.cache_read_tokens, 'FM999,999,999,999,999,990'::text)) || ' cache read'::text
                ELSE ''::text
            END) ||
            CASE
                WHEN (usage_events.cache_write_tokens + usage_events.cache_write_1h_tokens) > 0 THEN (', '::text || to_char(usage_events.cache_write_tokens + usage_events.cache_write_1h_tokens, 'FM999,999,999,999,999,990'::text)) || ' cache write'::text
                ELSE ''::text
            END
        END AS description,
    usage_events.created_at,
    NULL::uuid AS invoice_id
   FROM usage_events
  WHERE usage_events.unit IS NOT NULL AND usage_events.cost_nanos <> 0;

CREATE VIEW usage_in_dollars AS
 SELECT r.customer_id,
    r.feature_id,
    r.environment_id,
    r.hour,
    r.model,
    r.events,
    r.input_tokens,
    r.output_tokens,
    r.cache_read_tokens,
    r.cache_write_tokens,
        CASE
            WHEN r.currency = ANY (ARRAY[''::text, 'USD'::text]) THEN r.cost_nanos
            ELSE round(r.cost_nanos * 1000000000::numeric / x.rate_nanos::numeric)
        END AS cost_nanos,
        CASE
            WHEN r.currency = ANY (ARRAY[''::text, 'USD'::text]) THEN r.provider_cost_nanos
            ELSE round(r.provider_cost_nanos * 1000000000::numeric / x.rate_nanos::numeric)
        END AS provider_cost_nanos
   FROM usage_rollups r
     LEFT JOIN LATERAL ( SELECT e.rate_nanos
           FROM exchange_rates e
          WHERE (r.currency <> ALL (ARRAY[''::text, 'USD'::text])) AND e.environment_id = r.environment_id AND e.currency = r.currency AND e.effective_from < (r.hour + '01:00:00'::interval)
          ORDER BY e.effective_from DESC, e.id DESC
         LIMIT 1) x ON true;

CREATE CONSTRAINT TRIGGER invoices_numbered AFTER INSERT OR UPDATE ON public.invoices DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.status = 'open'::text) AND (new.number IS NULL))) EXECUTE FUNCTION refuse_finalized_invoice_without_number();

CREATE OR REPLACE FUNCTION public.plan_terms(plan uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object(
    'blockOnExhaustion', p.block_on_exhaustion,
    'topupsSurviveReset', p.topups_survive_reset,
    'currencies', (
      SELECT coalesce(jsonb_object_agg(c.currency, c.exchange_rate::text), '{}') FROM plan_currencies c WHERE c.plan_id = p.id),
    'prices', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
        'id', r.id,
        'currency', r.currency,
        'amountNanos', r.amount_nanos::text,
        'includedBalanceNanos', r.included_balance_nanos::text,
        'includedCreditsNanos', r.included_credits_nanos::text,
        'currencies', (
          SELECT coalesce(jsonb_object_agg(c.currency, jsonb_build_object(
            'amountNanos', c.amount_nanos::text, 'includedBalanceNanos', c.included_balance_nanos::text)), '{}')
          FROM plan_price_currencies c WHERE c.price_id = r.id)
      ) ORDER BY r.id), '[]') FROM plan_prices r WHERE r.plan_id = p.id),
    'features', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
        'featureId', f.feature_id,
        'enabled', f.enabled,
        'pricingMode', f.pricing_mode,
        'includedQuantity', f.included_quantity::text,
        'unlimited', f.unlimited,
        'overageEnabled', f.overage_enabled,
        'unitPriceNanos', f.unit_price_nanos::text,
        'creditsPerUnitNanos', f.credits_per_unit_nanos::text,
        'marginBasisPoints', f.margin_basis_points,
        'rounding', f.rounding,
        'seatBilling', f.seat_billing,
        'maxSeats', f.max_seats::text,
        'currencies', (
          SELECT coalesce(jsonb_object_agg(c.currency, c.unit_price_nanos::text), '{}')
          FROM plan_feature_currencies c WHERE c.plan_id = f.plan_id AND c.feature_id = f.feature_id)
      ) ORDER BY f.feature_id), '[]') FROM plan_features f WHERE f.plan_id = p.id)
  ) FROM plans p WHERE p.id = plan
$function$
;

CREATE OR REPLACE FUNCTION public.raise_subscriptions_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE balances SET subscriptions_version = nextval('subscriptions_versions')
  WHERE customer_id IN (SELECT customer_id FROM changed);
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change_of_credit_note()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'credit notes cannot be changed' USING ERRCODE = 'restrict_violation';
END $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change_of_credit_note_but_refund()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'refund_id' = to_jsonb(OLD) - 'refund_id' AND OLD.settlement = 'refund' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'credit notes cannot be changed' USING ERRCODE = 'restrict_violation';
END $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change_of_finalized_invoice()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  of_its_fate text[] := '{status,paid_at,voided_at,void_reason,credited_nanos,is_set_aside,updated_at}';
BEGIN
  IF OLD.status = 'draft' THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF OLD.number IS NULL THEN
    of_its_fate := array_append(of_its_fate, 'number');
  END IF;
  IF TG_OP = 'UPDATE'
    AND to_jsonb(NEW) - of_its_fate = to_jsonb(OLD) - of_its_fate
    AND NEW.credited_nanos BETWEEN OLD.credited_nanos AND greatest(OLD.total_nanos, OLD.credited_nanos)
    AND (CASE
      WHEN NEW.status = OLD.status THEN
        (NEW.paid_at, NEW.voided_at, NEW.void_reason) IS NOT DISTINCT FROM (OLD.paid_at, OLD.voided_at, OLD.void_reason)
      ELSE OLD.status IN ('open', 'uncollectible') AND NEW.status IN ('paid', 'void', 'uncollectible')
    END) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'invoice % is finalized and cannot be changed', OLD.id USING ERRCODE = 'restrict_violation';
END $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change_of_finalized_lines()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  line invoice_lines := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
BEGIN
  IF TG_OP <> 'UPDATE' AND EXISTS (
    SELECT FROM invoices i WHERE i.customer_id = line.customer_id AND i.id = line.invoice_id AND i.status = 'draft'
  ) THEN
    RETURN line;
  END IF;
  RAISE EXCEPTION 'lines of invoice % cannot be changed', line.invoice_id USING ERRCODE = 'restrict_violation';
END $function$
;

CREATE OR REPLACE FUNCTION public.refuse_finalized_invoice_without_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (
    SELECT FROM invoices i
    WHERE i.customer_id = NEW.customer_id AND i.id = NEW.id AND i.status <> 'draft' AND i.number IS NULL
  ) THEN
    RAISE EXCEPTION 'invoice % is finalized and has no number', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $function$
;

CREATE SEQUENCE subscriptions_versions;

CREATE TRIGGER credit_note_lines_final BEFORE DELETE OR UPDATE ON public.credit_note_lines FOR EACH ROW EXECUTE FUNCTION refuse_change_of_credit_note();

CREATE TRIGGER credit_notes_final BEFORE DELETE OR UPDATE ON public.credit_notes FOR EACH ROW EXECUTE FUNCTION refuse_change_of_credit_note_but_refund();

CREATE TRIGGER invoice_lines_finalized BEFORE INSERT OR DELETE OR UPDATE ON public.invoice_lines FOR EACH ROW EXECUTE FUNCTION refuse_change_of_finalized_lines();

CREATE TRIGGER invoices_finalized BEFORE DELETE OR UPDATE ON public.invoices FOR EACH ROW EXECUTE FUNCTION refuse_change_of_finalized_invoice();

CREATE TRIGGER subscriptions_deleted AFTER DELETE ON public.subscriptions REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION raise_subscriptions_version();

CREATE TRIGGER subscriptions_inserted AFTER INSERT ON public.subscriptions REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION raise_subscriptions_version();

CREATE TRIGGER subscriptions_updated AFTER UPDATE ON public.subscriptions REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION raise_subscriptions_version();
