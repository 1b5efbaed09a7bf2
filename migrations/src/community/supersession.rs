//! A treatment may end because a facility took the person in: there is one status more, and the code above knows which.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::columns::{text, unique};

pub struct Supersession;

impl MigrationName for Supersession {
    fn name(&self) -> &str {
        "m2026_11_28_supersession"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Supersession {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_connection().get_database_backend() == DbBackend::Postgres {
            let widen = "ALTER TABLE treatments DROP CONSTRAINT IF EXISTS treatments_status_check";
            manager.get_connection().execute_unprepared(widen).await?;
            return Ok(());
        }
        // SQLite changes no constraint: the column is made anew. Nothing else runs beside it there.
        manager.drop_index(Index::drop().name("treatments_one_active").table("treatments").to_owned()).await?;
        let mut wide = text("wide");
        wide.default("");
        manager.alter_table(Table::alter().table("treatments").add_column(wide).to_owned()).await?;
        let copy = Query::update().table("treatments").value("wide", Expr::col("status")).to_owned();
        manager.execute(copy).await?;
        manager.alter_table(Table::alter().table("treatments").drop_column("status").to_owned()).await?;
        manager.alter_table(Table::alter().table("treatments").rename_column("wide", "status").to_owned()).await?;
        let mut active = unique("treatments", &["origin_person_id"]);
        active.name("treatments_one_active").and_where(Expr::col("status").eq("active"));
        manager.create_index(active).await
    }
}
