//! Task teams, volunteer teams, counselling points and clubs: what holds from which day, and what was done.

use sea_orm_migration::prelude::*;

use crate::columns::{big, code, date, date_null, index, table, text, text_null, unique, uuid, uuid_key};

pub struct Groups;

impl MigrationName for Groups {
    fn name(&self) -> &str {
        "m2026_11_28_groups"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Groups {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(table(
                "groups",
                [
                    uuid_key("id"),
                    big("version"),
                    code("kind", &["task_team", "volunteer_team", "counselling_point", "b93_club"]),
                    text("commune_code"),
                    text("province_code"),
                    date("founded_on"),
                    text_null("decision_number"),
                    date_null("dissolved_on"),
                ],
            ))
            .await?;
        manager.create_index(index("groups", &["commune_code"])).await?;
        manager.create_index(index("groups", &["province_code"])).await?;
        manager
            .create_table(table(
                "group_figures",
                [uuid_key("id"), uuid("group_id"), text("figure"), date("valid_from"), big("value")],
            ))
            .await?;
        manager.create_index(unique("group_figures", &["group_id", "figure", "valid_from"])).await?;
        manager
            .create_table(table(
                "group_activities",
                [
                    uuid_key("id"),
                    uuid("group_id"),
                    text("activity"),
                    date("from_on"),
                    date("to_on"),
                    big("times"),
                    big("quantity"),
                ],
            ))
            .await?;
        manager.create_index(unique("group_activities", &["group_id", "activity", "from_on", "to_on"])).await
    }
}
