//! Messages that can't be handled.

use anyhow::{Context as _, Result, ensure};
use events::Envelope;
use messaging::rabbitmq::queue_of;
use runtime::messages::{ParkedMessage, Replayed};
use serde_json::{Value, json};
use uuid::Uuid;

use super::balance::{balance, effects, journals, note_effects};
use super::fleet::{Fleet, PROCESSES, Stay, until};

/// Both take every event of `facility.admission`.
const CONSUMERS: [&str; 2] = ["reporting", "registry"];
const ADMITTED: &str = "facility.admission.recorded.v1";

#[tokio::test(flavor = "multi_thread")]
async fn poison_is_parked_with_its_reason_and_stops_nobody_else() -> Result<()> {
    let fleet = Fleet::start().await?;
    note_effects(&fleet).await?;
    let stays = fleet.stays(3).await?;
    let (stay, neighbour) = (&stays[0], &stays[1]);

    bodies_that_are_no_event(&fleet, neighbour).await?;
    let sample = journals(&fleet).await?.into_iter().rfind(|event| event.r#type == ADMITTED);
    let sample = sample.context("somebody was admitted")?;
    an_unknown_major_version(&fleet, &sample, neighbour).await?;
    data_that_do_not_fit(&fleet, &sample, neighbour).await?;
    a_cause_that_goes_away(&fleet, stay, neighbour).await?;

    for service in PROCESSES {
        ensure!(fleet.parked(service).await?.is_empty(), "{service} still has parked messages");
        let dead = fleet.wire.depth(&format!("{}.dead", queue_of(service))).await?.messages;
        ensure!(dead == 0, "{service} has {dead} dead letters");
    }
    let balance = balance(&fleet).await?;
    println!("{balance}");
    fleet.stop().await?;
    balance.check()
}

/// Waits until both consumers have parked this: states, oldest first.
async fn parked(fleet: &Fleet, states: &[&str]) -> Result<[Vec<ParkedMessage>; 2]> {
    let mut all = [Vec::new(), Vec::new()];
    for (service, rows) in CONSUMERS.into_iter().zip(&mut all) {
        until(&format!("{service} has parked {states:?}"), async || {
            *rows = fleet.parked(service).await?;
            rows.sort_by_key(|row| row.sequence);
            Ok(rows.iter().map(|row| row.state.as_str()).eq(states.iter().copied()))
        })
        .await?;
    }
    Ok(all)
}

async fn discard(fleet: &Fleet, parked: &[Vec<ParkedMessage>; 2], state: &str) -> Result<()> {
    for (service, rows) in CONSUMERS.into_iter().zip(parked) {
        for row in rows.iter().filter(|row| row.state == state) {
            let path = format!("/v1/messages/parked/{}/discard", row.event_id);
            let _: Value = fleet.operator.post(service, &path, &json!({ "reason": "thử" }), None).await?;
        }
        until("nothing is parked", async || Ok(fleet.parked(service).await?.is_empty())).await?;
    }
    Ok(())
}

/// A movement of somebody else is applied.
async fn goes_on(fleet: &Fleet, neighbour: &Stay, number: usize) -> Result<()> {
    let before = effects(fleet).await?.len();
    fleet.step(neighbour, number).await?;
    until("the neighbour goes on", async || Ok(effects(fleet).await?.len() == before + 1)).await
}

async fn publish(fleet: &Fleet, events: &[Envelope]) -> Result<()> {
    let bodies: Result<Vec<_>, _> = events.iter().map(serde_json::to_vec).collect();
    let messages: Vec<_> = events.iter().map(|event| event.r#type.as_str()).zip(bodies?).collect();
    fleet.wire.publish_one_by_one(&messages).await
}

/// Events of an aggregate that nobody made, as versions 1, 2, ….
fn invented<const N: usize>(sample: &Envelope, name: &str) -> [Envelope; N] {
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes());
    let mut sequence = 0;
    [(); N].map(|()| {
        sequence += 1;
        let mut event = sample.clone();
        event.id = Uuid::new_v5(&id, &[u8::try_from(sequence).unwrap_or(0)]);
        event.subject = format!("facility/admission/{id}");
        event.sequence = sequence;
        event
    })
}

async fn bodies_that_are_no_event(fleet: &Fleet, neighbour: &Stay) -> Result<()> {
    let nul = json!({ "subject": "a\0b" });
    let bodies = [b"{ no JSON".to_vec(), vec![0xff, 0x00, 0xfe], serde_json::to_vec(&nul)?, Vec::new()];
    let messages: Vec<_> = bodies.into_iter().map(|body| (ADMITTED, body)).collect();
    fleet.wire.publish_at_once(&messages).await?;
    goes_on(fleet, neighbour, 0).await?;
    let rows = parked(fleet, &["unreadable"; 4]).await?;
    ensure!(rows.iter().flatten().all(|row| row.reason.contains("no CloudEvent")), "each has its reason");
    discard(fleet, &rows, "unreadable").await
}

async fn an_unknown_major_version(fleet: &Fleet, sample: &Envelope, neighbour: &Stay) -> Result<()> {
    let mut events: [Envelope; 2] = invented(sample, "version");
    events[0].r#type = "facility.admission.recorded.v2".to_owned();
    publish(fleet, &events).await?;
    goes_on(fleet, neighbour, 1).await?;
    let rows = parked(fleet, &["rejected", "held"]).await?;
    ensure!(rows.iter().all(|rows| rows[0].reason.contains("recorded.v2")), "the version is named");
    discard(fleet, &rows, "rejected").await?;
    ensure!(effects(fleet).await?.last() == Some(&events[1].id), "what was held follows");
    Ok(())
}

async fn data_that_do_not_fit(fleet: &Fleet, sample: &Envelope, neighbour: &Stay) -> Result<()> {
    let mut events: [Envelope; 3] = invented(sample, "data");
    events[0].data = json!({ "occurred_on": "never" });
    publish(fleet, &events).await?;
    goes_on(fleet, neighbour, 2).await?;
    let rows = parked(fleet, &["rejected", "held", "held"]).await?;
    ensure!(rows.iter().all(|rows| rows[0].reason.contains("don't fit")), "the reason is named");
    let held = format!("/v1/messages/parked/{}/discard", events[1].id);
    let refused: Result<Value> = fleet.operator.post("reporting", &held, &json!({ "reason": "thử" }), None).await;
    ensure!(refused.is_err_and(|error| error.to_string().contains("409")), "what waits can't be passed over");
    discard(fleet, &rows, "rejected").await?;
    ensure!(effects(fleet).await?.ends_with(&[events[1].id, events[2].id]), "what was held follows in order");
    Ok(())
}

/// Reporting's database refuses a person's lines for a while.
async fn a_cause_that_goes_away(fleet: &Fleet, stay: &Stay, neighbour: &Stay) -> Result<()> {
    let (lines, refuse) = (fleet.table("reporting", "movement_lines"), fleet.table("reporting", "refuse"));
    fleet
        .execute(&format!(
            "CREATE FUNCTION {refuse}() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN RAISE EXCEPTION 'not this one' USING ERRCODE = 'unique_violation'; END $$;
             CREATE TRIGGER refuse BEFORE INSERT ON {lines} FOR EACH ROW WHEN (NEW.counted_id = '{}')
                 EXECUTE FUNCTION {refuse}();",
            stay.person
        ))
        .await?;
    for number in 0..4 {
        fleet.step(stay, number).await?;
    }
    goes_on(fleet, neighbour, 3).await?;
    let mut rows = Vec::new();
    until("the later ones are held behind the refused one", async || {
        rows = fleet.parked("reporting").await?;
        rows.sort_by_key(|row| row.sequence);
        Ok(rows.iter().map(|row| row.state.as_str()).eq(["rejected", "held", "held", "held"]))
    })
    .await?;
    let replay = format!("/v1/messages/parked/{}/replay", rows[0].event_id);
    let again: Replayed = fleet.operator.post("reporting", &replay, &json!({}), None).await?;
    ensure!(!again.handled && fleet.parked("reporting").await?.len() == 4, "the cause is still there");

    fleet.execute(&format!("DROP TRIGGER refuse ON {lines}")).await?;
    let done: Replayed = fleet.operator.post("reporting", &replay, &json!({}), None).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.event_id).collect();
    ensure!(done.handled && effects(fleet).await?.ends_with(&ids), "replayed in order");
    Ok(())
}
