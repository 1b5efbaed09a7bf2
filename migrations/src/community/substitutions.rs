//! Substitution treatment: who is in a programme, and each day with and without the substitute.

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, code, code_null, date, date_null, index, table, text, text_null, unique, uuid, uuid_key, uuid_null,
};

pub struct Substitutions;

impl MigrationName for Substitutions {
    fn name(&self) -> &str {
        "m2026_11_28_substitutions"
    }
}

const REASONS: [&str; 8] =
    ["completed", "own_wish", "missed_doses", "violation", "moved", "entered_facility", "imprisoned", "died"];

#[async_trait::async_trait]
impl MigrationTrait for Substitutions {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(table(
                "substitutions",
                [
                    uuid_key("id"),
                    big("version"),
                    uuid("person_id"),
                    uuid_null("origin_person_id"),
                    text("site"),
                    text("commune_code"),
                    text("province_code"),
                    date("started_on"),
                    text_null("decision_number"),
                    text("law_pack"),
                    date_null("ended_on"),
                    code_null("end_reason", &REASONS),
                ],
            ))
            .await?;
        for column in ["person_id", "origin_person_id", "commune_code", "province_code"] {
            manager.create_index(index("substitutions", &[column])).await?;
        }
        // By record: a merge of persons may bring two together, and both stay as recorded.
        let mut open = unique("substitutions", &["origin_person_id"]);
        open.name("substitutions_one_open").and_where(Expr::col("ended_on").is_null());
        manager.create_index(open).await?;
        manager
            .create_table(table(
                "substitution_doses",
                [
                    uuid_key("id"),
                    uuid("substitution_id"),
                    date("occurred_on"),
                    code("outcome", &["dispensed", "missed"]),
                ],
            ))
            .await?;
        manager.create_index(unique("substitution_doses", &["substitution_id", "occurred_on"])).await
    }
}
