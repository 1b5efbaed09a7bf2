//! The measures law provides for, and the authorities that decide them.

use crate::code_list;
use crate::codes::AdmissionBasis;

code_list! {
    /// A measure toward an unlawful user or an addict. Compulsory treatment of adults and of
    /// minors are two measures, because law gives them other terms, papers and natures.
    Measure {
        /// Regimes B and C.
        UserManagement = "user_management",
            "quản lý người sử dụng trái phép chất ma túy", "management of an unlawful user";
        HomeTreatment = "home_treatment", "cai nghiện tự nguyện tại gia đình", "home treatment";
        CommunityTreatment = "community_treatment",
            "cai nghiện tự nguyện tại cộng đồng", "community treatment";
        /// Regime A only; abolished on 1/1/2022.
        CompulsoryCommunity = "compulsory_community",
            "cai nghiện bắt buộc tại cộng đồng", "compulsory community treatment";
        VoluntaryFacility = "voluntary_facility",
            "cai nghiện tự nguyện tại cơ sở", "voluntary facility treatment";
        /// Persons of 18 and over.
        CompulsoryFacility = "compulsory_facility",
            "cai nghiện bắt buộc (từ đủ 18 tuổi)", "compulsory facility treatment";
        /// Persons of 12 to under 18.
        CompulsoryFacilityMinor = "compulsory_facility_minor",
            "cai nghiện bắt buộc (từ đủ 12 tuổi đến dưới 18 tuổi)", "compulsory facility treatment of a minor";
        SubstitutionTreatment = "substitution_treatment",
            "điều trị nghiện bằng thuốc thay thế", "substitution treatment";
        /// Regimes A and B; abolished for drug use on 1/7/2026.
        CommuneEducation = "commune_education",
            "giáo dục tại xã, phường, thị trấn", "commune-level education";
        PostRehabilitation = "post_rehabilitation",
            "quản lý sau cai nghiện tại nơi cư trú", "post-rehabilitation management";
    }
}

impl Measure {
    /// The compulsory measure for a person of this age in whole years; none under 12.
    pub fn compulsory_at(age: u32) -> Option<Self> {
        match age {
            0..12 => None,
            12..18 => Some(Self::CompulsoryFacilityMinor),
            _ => Some(Self::CompulsoryFacility),
        }
    }

    /// The measure that a stay in a facility stands for, by the age at admission; people there on another basis
    /// are under none.
    pub fn of_stay(basis: AdmissionBasis, age: u32) -> Option<Self> {
        match basis {
            AdmissionBasis::CourtDecision => Self::compulsory_at(age),
            AdmissionBasis::Voluntary => Some(Self::VoluntaryFacility),
            AdmissionBasis::SocialObject
            | AdmissionBasis::HeldForDossier
            | AdmissionBasis::TraffickingVictim
            | AdmissionBasis::WanderingPatient => None,
        }
    }
}

code_list! {
    /// Who takes a decision or, for a contract, who makes it binding.
    Authority {
        CommuneChair = "commune_chair", "Chủ tịch Ủy ban nhân dân cấp xã", "chair of the commune committee";
        CommunePoliceChief = "commune_police_chief", "Trưởng Công an cấp xã", "chief of the commune police";
        DistrictChair = "district_chair", "Chủ tịch Ủy ban nhân dân cấp huyện", "chair of the district committee";
        DistrictCourt = "district_court", "Tòa án nhân dân cấp huyện", "district court";
        RegionalCourt = "regional_court", "Tòa án nhân dân khu vực", "regional court";
        ProvincialPoliceDirector = "provincial_police_director",
            "Giám đốc Công an cấp tỉnh", "provincial police director";
        FacilityDirector = "facility_director", "Giám đốc cơ sở cai nghiện", "director of the facility";
        FacilityContract = "facility_contract",
            "hợp đồng với cơ sở cai nghiện", "contract with the facility";
        TreatmentUnitHead = "treatment_unit_head",
            "người đứng đầu cơ sở điều trị thay thế", "head of the substitution treatment unit";
    }
}
