//! A new data key while the service goes on working.

use runtime::secrets::WrongMasterKey;
use serde_json::{Value, json};

use super::server::Server;
use super::visitor::Visitor;

const SEALED: &str = "SELECT number_sealed FROM person_numbers UNION ALL SELECT address_sealed FROM persons \
                      UNION ALL SELECT address_sealed FROM residences WHERE address_sealed IS NOT NULL \
                      UNION ALL SELECT old_value_sealed FROM corrections";

async fn step(operator: &Visitor, batch: u64) -> Value {
    operator.post("/v1/keys/rotation", json!({ "batch": batch })).await.ok()
}

/// Steps until nothing is left; answers the last step and the sum of what was sealed again.
async fn rotate(operator: &Visitor, batch: u64) -> (Value, i64) {
    let mut resealed = 0;
    for _ in 0..100 {
        let answer = step(operator, batch).await;
        resealed += answer["resealed"].as_i64().unwrap();
        if answer["left"] == 0 {
            return (answer, resealed);
        }
    }
    panic!("the rotation does not end");
}

async fn register(visitor: &Visitor, count: u32) -> Vec<String> {
    let mut persons = Vec::new();
    for number in 0..count {
        let digits = format!("0870900000{number:02}");
        persons.push(visitor.register("Lê Văn Láng", "29869", &digits).await);
    }
    persons
}

/// The versions that sealed what stands in the database.
async fn versions(server: &Server) -> Vec<String> {
    let version = |text: String| text.split_once(':').map_or_else(|| "1".to_owned(), |(version, _)| version.to_owned());
    let mut all: Vec<String> = server.texts(SEALED).await.into_iter().map(version).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[tokio::test]
async fn a_rotation_seals_everything_again_and_nobody_notices() {
    for server in Server::on_each_engine().await {
        let (here, operator) = (server.here(), server.operator());
        let persons = register(&here, 7).await;
        here.move_house(&persons[0], 1, "ấp 9").await.ok();
        let before = here.view(&persons[0]).await.ok();
        assert_eq!(versions(&server).await, ["1"]);

        let (last, resealed) = rotate(&operator, 4).await;
        assert_eq!((&last["version"], resealed, &last["unreadable"]), (&json!(2), 15, &json!(0)));
        assert_eq!(versions(&server).await, ["2"]);
        assert_eq!(here.view(&persons[0]).await.ok(), before);
        let found = here.post("/v1/persons/search", json!({ "q": "087090000003" })).await.ok();
        assert_eq!(found["items"][0]["id"], json!(persons[3]));

        let (last, resealed) = rotate(&operator, 500).await;
        assert_eq!((&last["version"], resealed), (&json!(3), 15));
        let status = operator.get("/v1/keys").await.ok();
        let texts: Vec<_> = status.as_array().unwrap().iter().map(|key| key["texts"].as_i64().unwrap()).collect();
        let retired: Vec<_> = status.as_array().unwrap().iter().map(|key| !key["retired_at"].is_null()).collect();
        assert_eq!((texts, retired), (vec![0, 0, 15], vec![true, true, false]));
        assert_eq!(server.entries_of(&operator).await.len(), 2, "each new key is an act in the log");
    }
}

#[tokio::test]
async fn a_rotation_that_was_stopped_goes_on_where_it_was() {
    for server in Server::on_each_engine().await {
        let (here, operator) = (server.here(), server.operator());
        let persons = register(&here, 4).await;
        assert_eq!(step(&operator, 3).await, json!({ "version": 2, "resealed": 0, "left": 8, "unreadable": 0 }));
        assert_eq!(step(&operator, 3).await, json!({ "version": 2, "resealed": 3, "left": 5, "unreadable": 0 }));
        assert_eq!(versions(&server).await, ["1", "2"]);
        // Written in between: with the new key, and read with either.
        here.move_house(&persons[3], 1, "ấp 9").await.ok();
        for person in &persons {
            here.view(person).await.ok();
        }
        let replica = server.replica().await;
        let (last, resealed) = rotate(&replica.operator(), 3).await;
        assert_eq!((&last["version"], resealed), (&json!(2), 4), "one of the five was sealed anew by the writer");
        assert_eq!(versions(&server).await, ["2"]);
        assert_eq!(here.view(&persons[3]).await.ok()["address"], "ấp 9");
        replica.running.stop().await;
    }
}

#[tokio::test]
async fn another_replica_learns_a_new_key_when_it_first_sees_it() {
    for server in Server::on_each_engine().await {
        let replica = server.replica().await;
        let (here, there) = (server.here(), replica.here());
        let person = here.register("Lê Văn Láng", "29869", "087090000017").await;
        let before = there.view(&person).await.ok();
        rotate(&server.operator(), 100).await;
        assert_eq!(there.view(&person).await.ok(), before);
        there.register("Lê Văn Hai", "29869", "087090000018").await;
        assert_eq!(versions(&server).await, ["2"], "and seals with it");
        replica.running.stop().await;
    }
}

#[tokio::test]
async fn a_replica_seals_with_the_newest_key_although_it_has_not_seen_it() {
    for server in Server::on_each_engine().await {
        let replica = server.replica().await;
        rotate(&server.operator(), 100).await;
        replica.here().register("Lê Văn Láng", "29869", "087090000017").await;
        assert_eq!(versions(&server).await, ["2"]);
        replica.running.stop().await;
    }
}

#[tokio::test]
async fn texts_that_no_key_opens_are_counted_and_do_not_hold_the_rotation_up() {
    for server in Server::on_each_engine().await {
        let (here, operator) = (server.here(), server.operator());
        register(&here, 3).await;
        server
            .execute(
                "UPDATE person_numbers SET number_sealed = (SELECT address_sealed FROM persons WHERE id = person_id)",
            )
            .await;
        let (last, resealed) = rotate(&operator, 2).await;
        assert_eq!((&last["unreadable"], resealed), (&json!(3), 3));
        let status = operator.get("/v1/keys").await.ok();
        assert_eq!((&status[0]["texts"], &status[1]["texts"]), (&json!(3), &json!(3)));
    }
}

#[tokio::test]
async fn texts_written_with_an_old_key_behind_the_rotations_back_are_sealed_again() {
    for server in Server::on_each_engine().await {
        let (here, operator) = (server.here(), server.operator());
        register(&here, 3).await;
        let old = server.texts("SELECT number_sealed FROM person_numbers ORDER BY id").await;
        assert_eq!(step(&operator, 1).await["left"], 6);
        for _ in 0..3 {
            step(&operator, 1).await;
        }
        // A transaction that began before the key was made commits now.
        let first = "(SELECT id FROM person_numbers ORDER BY id LIMIT 1)";
        server.execute(&format!("UPDATE person_numbers SET number_sealed = '{}' WHERE id = {first}", old[0])).await;
        let (last, _) = rotate(&operator, 1).await;
        assert_eq!(last["unreadable"], 0);
        assert_eq!(versions(&server).await, ["2"]);
    }
}

#[tokio::test]
async fn another_master_key_is_refused_before_anything_is_sealed_with_it() {
    for server in Server::on_each_engine().await {
        register(&server.here(), 1).await;
        // As before there were marks, as a first start leaves it, and behind a rotation.
        server.execute("UPDATE data_keys SET sealed_key = NULL WHERE version = 1").await;
        for _ in 0..2 {
            let refused = server.start_with_another_key().await.err().unwrap();
            assert!(refused.chain().any(|cause| cause.is::<WrongMasterKey>()), "{refused:#}");
            server.replica().await.running.stop().await;
        }
        rotate(&server.operator(), 100).await;
        let refused = server.start_with_another_key().await.err().unwrap();
        assert!(refused.chain().any(|cause| cause.is::<WrongMasterKey>()), "{refused:#}");
        assert_eq!(versions(&server).await, ["2"]);
    }
}
