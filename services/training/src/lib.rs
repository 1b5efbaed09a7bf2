//! Training: courses and who attended them, outreach campaigns, their activities and materials.

mod app;
mod consumers;
mod domain;
mod http;
mod store;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use messaging::Subscription;
use runtime::{Context, Service, persons};
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;
use web::{Mounted, Routes};

pub use app::activities::HoldActivity;
pub use app::attendances::RecordAttendances;
pub use app::campaigns::OpenCampaign;
pub use app::courses::PlanCourse;
pub use app::materials::GiveMaterials;
pub use app::staff::RegisterStaff;
pub use domain::attendance::Attendee;

pub struct Training;

#[async_trait]
impl Service for Training {
    fn name(&self) -> &'static str {
        "training"
    }

    async fn migrate(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        migrations::training::Migrator::up(db, None).await
    }

    fn routes(&self, context: &Context) -> Mounted {
        Routes::new(self.name())
            .with(http::courses::routes)
            .with(http::staff::routes)
            .with(http::attendances::routes)
            .with(http::campaigns::routes)
            .with(http::activities::routes)
            .with(http::materials::routes)
            .mount(context.clone())
    }

    fn subscription(&self, _: &Context) -> Option<Subscription> {
        Some(Subscription {
            nouns: vec![persons::NOUN],
            types: persons::TYPES.to_vec(),
            handler: Arc::new(consumers::Persons),
        })
    }
}
