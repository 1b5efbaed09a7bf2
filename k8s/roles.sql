-- One database role per service, which may use its own schema and define nothing, and the role of
-- `hoanhap migrate`, which owns every schema. Run it as an administrator in the product's database; it can
-- be run again. Passwords are not set here: ALTER ROLE … PASSWORD, or \password in psql, for each role.
DO $$
DECLARE
    service text;
    role_name text;
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    FOREACH role_name IN ARRAY ARRAY['migrate', 'identity', 'registry', 'facility', 'community', 'aftercare', 'training', 'reporting'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hoanhap_' || role_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', 'hoanhap_' || role_name);
        END IF;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), 'hoanhap_' || role_name);
    END LOOP;
    FOREACH service IN ARRAY ARRAY['identity', 'registry', 'facility', 'community', 'aftercare', 'training', 'reporting'] LOOP
        role_name := 'hoanhap_' || service;
        EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION hoanhap_migrate', service);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', service, role_name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', service, role_name);
        EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO %I', service, role_name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE hoanhap_migrate IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', service, role_name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE hoanhap_migrate IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO %I', service, role_name);
    END LOOP;
END
$$;
