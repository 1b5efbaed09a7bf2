//! Where a person is says which stay it knows that from, so that a correction of that stay can be followed.

use sea_orm_migration::prelude::*;

use crate::columns::uuid_null;

pub struct Stays;

impl MigrationName for Stays {
    fn name(&self) -> &str {
        "m2026_11_28_stays"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Stays {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let stay = uuid_null("stay_id");
        manager.alter_table(Table::alter().table("person_places").add_column(stay).to_owned()).await
    }
}
