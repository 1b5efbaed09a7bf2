//! Every route is walked without rights: no token, a wrong token, the wrong role, the right role elsewhere.

mod care;
pub mod client;
mod house;
mod neighbours;
mod requests;
mod tokens;
mod world;

use tests::in_both_modes;

in_both_modes!(
    every_route_refuses_those_without_the_right_and_serves_those_with_it,
    the_right_role_elsewhere_reads_nothing_and_writes_nothing,
);

mod bodies {
    use std::collections::BTreeSet;

    use anyhow::{Context as _, Result, ensure};
    use platform::services::{self, WITH_MESSAGES};
    use reqwest::StatusCode;
    use serde_json::{Value, json};
    use tests::{Mode, start};
    use web::{Access, Right, Role};

    use super::client::{Answer, Request, Visitor, make_account};
    use super::requests::requests;
    use super::world::{self, PROVINCE, World};
    use crate::tables;

    /// Whoever has no token yet has to get one, and whoever checks one needs the keys. Whoever is shown a
    /// certificate may ask whether it holds.
    const PUBLIC: [&str; 11] = [
        "GET /api/aftercare/v1/certificates/keys",
        "GET /api/community/v1/certificates/keys",
        "GET /api/facility/v1/certificates/keys",
        "GET /api/identity/v1/keys",
        "POST /api/aftercare/v1/certificates/status",
        "POST /api/community/v1/certificates/status",
        "POST /api/facility/v1/certificates/status",
        "POST /api/identity/v1/sessions",
        "POST /api/identity/v1/sessions/end",
        "POST /api/identity/v1/sessions/token",
        "POST /api/identity/v1/token",
    ];

    /// Rows that record attempts and readings, and what a visitor keeps for itself; not effects.
    const RECORDS: [&str; 8] = [
        "audit_entries",
        "audit_seals",
        "audit_waiting",
        "import_profiles",
        "import_rows",
        "imports",
        "refresh_tokens",
        "sessions",
    ];

    pub async fn every_route_refuses_those_without_the_right_and_serves_those_with_it(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let world = World::build(&platform).await?;
        let routes = &platform.running.routes;
        let public: BTreeSet<String> = routes
            .iter()
            .filter(|route| route.access == Access::Public)
            .map(|route| format!("{} {}", route.method, route.path))
            .collect();
        assert_eq!(public, PUBLIC.map(str::to_owned).into());
        for service in services::all().iter().filter(|service| service.has_database()) {
            let own = format!("/api/{}/v1/", service.name());
            let (messages, resources): (Vec<_>, Vec<_>) =
                routes.iter().filter(|route| route.path.starts_with(&own)).partition(|r| r.path.contains("/messages/"));
            ensure!(!resources.is_empty() && !messages.is_empty(), "{} has no routes", service.name());
        }

        // First all refusals, on one unchanging world; then everything once, for those who may.
        let nobody = Visitor::nobody(&platform);
        let mut done = Vec::new();
        for (right, requests) in by_right(routes, &world)? {
            let everything_else: Vec<Value> = Role::ALL
                .iter()
                .filter(|role| !role.rights().contains(&right))
                .map(|role| json!({ "role": role.as_str() }))
                .collect();
            let name = format!("without-{right:?}").to_lowercase();
            let without = make_account(&platform, &name, json!(everything_else)).await?;
            for request in &requests {
                for (visitor, expected) in [
                    (&nobody, StatusCode::UNAUTHORIZED),
                    (&nobody.with_token("garbage"), StatusCode::UNAUTHORIZED),
                    (&nobody.with_token(&without.unsigned()?), StatusCode::UNAUTHORIZED),
                    (&without, StatusCode::FORBIDDEN),
                ] {
                    let answer = visitor.send(request).await?;
                    assert_eq!(answer.status, expected, "{request} by {}: {}", visitor.name, answer.text);
                    ensure!(answer.is_problem, "{request} is refused without a problem: {}", answer.text);
                }
            }
            done.extend(requests.into_iter().map(|request| (right, request)));
        }

        // What empties and fills projections comes last.
        done.sort_by_key(|(right, request)| (*right == Right::Operate, request.path.ends_with("/reset")));
        for (right, request) in done {
            let visitor = Visitor::sign_in(&platform, world::holder_of(right)).await?;
            let answer = visitor.send(&request).await?;
            ensure!(was_served(&request, &answer), "{request}: {} {}", answer.status, answer.text);
        }
        platform.stop().await;
        Ok(())
    }

    fn by_right(routes: &[web::Route], world: &World) -> Result<Vec<(Right, Vec<Request>)>> {
        let mut found: Vec<(Right, Vec<Request>)> = Vec::new();
        for route in routes {
            let Access::To(right) = route.access else { continue };
            let requests = requests(route, world).with_context(|| {
                format!("{} {}: a new route needs a request in tests/it/access/requests.rs", route.method, route.path)
            })?;
            match found.iter_mut().find(|(known, _)| *known == right) {
                Some((_, known)) => known.extend(requests),
                None => found.push((right, requests)),
            }
        }
        Ok(found)
    }

    /// Whether the right opened the door: the request was carried out, or there was nothing to do it to.
    fn was_served(request: &Request, answer: &Answer) -> bool {
        match answer.status {
            StatusCode::NOT_FOUND => {
                let nothing_is_parked = request.path.contains("/messages/parked/");
                nothing_is_parked || request.path.starts_with("/api/identity/v1/messages/")
            }
            // Aftercare's cases are decisions, never taken back; and whom one may read needs no emergency.
            StatusCode::CONFLICT => request.path == "/api/aftercare/v1/messages/reset" || request.breaks_the_glass(),
            status => status.is_success() && answer.json["refused"].as_i64().unwrap_or_default() == 0,
        }
    }

    pub async fn the_right_role_elsewhere_reads_nothing_and_writes_nothing(mode: Mode) -> Result<()> {
        let platform = start(mode).await?;
        let world = World::build(&platform).await?;
        let effects = async || -> Result<Vec<tables::Row>> {
            let rows = tables::rows(&platform).await?;
            Ok(rows.into_iter().filter(|row| !RECORDS.contains(&row.table.as_str())).collect())
        };
        let strangers = [
            ("another-province", all_roles(&json!({ "area": "24" }))),
            ("a-neighbouring-commune", all_roles(&json!({ "area": world.neighbour }))),
            ("another-facility", json!([{ "role": "facility_staff", "facility": world.other_facility }])),
        ];
        let mut visitors = Vec::new();
        for (name, grants) in strangers {
            visitors.push(make_account(&platform, name, grants).await?);
        }
        let before = effects().await?;
        for visitor in &visitors {
            let mut asked = 0;
            for (right, requests) in by_right(&platform.running.routes, &world)? {
                if matches!(right, Right::ManageAccounts | Right::Operate) || !visitor.holds(right) {
                    continue;
                }
                for request in requests.into_iter().filter(|request| !request.breaks_the_glass()) {
                    let answer = visitor.send(&request).await?;
                    let told = world.secrets.iter().find(|secret| answer.text.contains(*secret));
                    assert_eq!(told, None, "{request} tells {}: {}", visitor.name, answer.text);
                    ensure!(
                        has_no_effect(&request, &answer),
                        "{request} by {}: {} {}",
                        visitor.name,
                        answer.status,
                        answer.text
                    );
                    asked += 1;
                }
            }
            ensure!(asked >= 10, "{} was tried on {asked} requests only", visitor.name);
        }
        let after = effects().await?;
        let written: Vec<_> = after.iter().filter(|row| !before.contains(row)).collect();
        ensure!(after == before, "{PROVINCE} was written to: {written:#?}");

        for role in ["administrator", "operator"] {
            let limited = make_account(&platform, role, json!([{ "role": role, "area": PROVINCE }])).await;
            ensure!(limited.is_err_and(|error| error.to_string().contains("422")), "{role} can be limited to an area");
        }
        platform.stop().await;
        Ok(())
    }

    fn all_roles(place: &Value) -> Value {
        let bounded = Role::ALL.iter().filter(|role| !matches!(role, Role::Administrator | Role::Operator));
        let grants = bounded.map(|role| {
            let mut grant = place.clone();
            grant["role"] = json!(role.as_str());
            grant
        });
        grants.collect()
    }

    /// A refusal, an empty list, or a batch with every item refused.
    fn has_no_effect(request: &Request, answer: &Answer) -> bool {
        let is_refusal = |status: u64| [403, 404, 422].contains(&status);
        if is_refusal(answer.status.as_u16().into()) {
            return answer.is_problem;
        }
        if request.concerns_the_sender() {
            return answer.status.is_success();
        }
        if answer.status != StatusCode::OK {
            return false;
        }
        if let Some(results) = answer.json["results"].as_array() {
            let refused = |result: &Value| result["problem"]["status"].as_u64().is_some_and(is_refusal);
            return !results.is_empty() && results.iter().all(refused);
        }
        let is_empty_list = answer.json["total"] == 0 || answer.json.as_array().is_some_and(Vec::is_empty);
        is_empty_list || request.is_common_knowledge() || request.lists_own_facilities()
    }

    #[test]
    fn every_service_with_messages_is_walked() {
        assert_eq!(WITH_MESSAGES.len() + 1, services::all().iter().filter(|service| service.has_database()).count());
    }
}
