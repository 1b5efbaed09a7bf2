//! What headers call the fields, reduced: small letters, no diacritics, signs as blanks. Labels over
//! each other are joined, so "Năm sinh" over "Nữ" is "nam sinh nu".

use crate::lists::Field;

pub(super) const SYNONYMS: &[(Field, &str)] = &[
    (Field::Ordinal, "tt,stt,so tt,so thu tu,thu tu"),
    (Field::FileCode, "ma ho so,so ho so,ma so ho so,ma doi tuong,ma hoc vien,ma hv,ma so"),
    (
        Field::FullName,
        "ho va ten,ho ten,ho ten khai sinh,ho va ten khai sinh,ho chu dem va ten,ho chu dem va ten khai sinh,\
         ten doi tuong,ho ten doi tuong,ho va ten doi tuong,ten hoc vien,ho ten hoc vien,ho va ten hoc vien,hoc vien,\
         ho ten nguoi nghien,ho va ten nguoi nghien,ho va ten nguoi nghien ma tuy,ho ten nguoi cai nghien,\
         ho va ten nguoi cai nghien,ho va ten nguoi su dung trai phep chat ma tuy,ho ten nguoi su dung,\
         ho va ten nguoi sau cai nghien",
    ),
    (Field::FamilyNames, "ho,ho dem,ho va dem,ho lot,ho va ten lot,ho va chu dem,ho va ten dem,ho va ten ho dem"),
    (Field::GivenName, "ten,ho va ten ten"),
    (
        Field::OtherNames,
        "ten goi khac,ten khac,ho ten khac,bi danh,biet danh,ten thuong goi,ten goi khac neu co,ten khac neu co,\
         ten goi khac bi danh,biet hieu",
    ),
    (Field::Sex, "gioi tinh,gioi,gt,phai,nam nu,gioi tinh nam nu"),
    (Field::SexMale, "nam,gioi tinh nam,gioi nam,phai nam"),
    (Field::SexFemale, "nu,gioi tinh nu,gioi nu,phai nu"),
    (
        Field::Birth,
        "ngay sinh,nam sinh,ngay thang nam sinh,ngay thang sinh,sinh ngay,sinh nam,ns,n s,ngay sinh nam sinh,\
         ngay thang nam sinh hoac nam sinh,ngay thang nam,ntns",
    ),
    (Field::BirthMale, "nam sinh nam,ngay sinh nam,ngay thang nam sinh nam,sinh nam nam,ns nam"),
    (Field::BirthFemale, "nam sinh nu,ngay sinh nu,ngay thang nam sinh nu,sinh nam nu,ns nu"),
    (Field::Age, "tuoi,do tuoi,so tuoi"),
    (
        Field::OfficialNumber,
        "cmnd,cccd,cmnd cccd,cccd cmnd,cmnd hoac cccd,so cmnd,so cccd,so cmnd cccd,so cccd cmnd,so dinh danh,\
         so dinh danh ca nhan,ma dinh danh,ma so dinh danh,dinh danh ca nhan,so ddcn,ddcn,can cuoc,so can cuoc,\
         chung minh nhan dan,so chung minh nhan dan,can cuoc cong dan,so can cuoc cong dan,giay to tuy than,\
         so giay to tuy than,so giay to,cmtnd,so cmtnd,cmt,so cmt,so dinh danh cccd,so dinh danh cccd cmnd,\
         cmnd cccd so,cmnd so,cccd so,cmnd cccd ho chieu,so cmnd cccd ho chieu,so cccd so dinh danh ca nhan,\
         so dinh danh ca nhan cmnd,cc cccd,so cc cccd",
    ),
    (
        Field::OfficialNumberDate,
        "ngay cap,ngay cap cccd,ngay cap cmnd,ngay cap cmnd cccd,ngay thang nam cap,cmnd ngay cap,cccd ngay cap,\
         ngay cap giay to",
    ),
    (Field::OfficialNumberPlace, "noi cap,noi cap cccd,noi cap cmnd,noi cap cmnd cccd,co quan cap,noi cap giay to"),
    (Field::HomeTown, "que quan,nguyen quan,que"),
    (
        Field::RegisteredAddress,
        "noi dkhktt,dkhktt,noi dk hktt,dk hktt,hktt,noi hktt,noi dang ky hktt,ho khau,ho khau thuong tru,\
         noi dang ky ho khau,noi dang ky ho khau thuong tru,dang ky ho khau thuong tru,dkhk,noi dkhk,\
         noi dang ky thuong tru,dang ky thuong tru,noi dktt,dktt,noi thuong tru,thuong tru,dia chi thuong tru,\
         noi thuong tru tam tru,dia chi thuong tru tam tru,noi dang ky thuong tru tam tru,dia chi,noi cu tru,\
         dia chi cu tru,cu tru",
    ),
    (
        Field::CurrentAddress,
        "cho o hien nay,noi o hien nay,noi o hien tai,cho o hien tai,cho o,noi o,dia chi hien nay,dia chi hien tai,\
         tam tru,noi tam tru,noi dang o,noi cu tru hien nay,hien cu tru,hien dang cu tru,hien o tai,noi o thuc te,\
         cho o thuc te",
    ),
    (
        Field::AddressBeforeAdmission,
        "noi o truoc khi vao co so,noi o truoc khi vao trung tam,cho o truoc khi vao co so,\
         cho o truoc khi vao trung tam,dia chi truoc khi vao co so,dia chi truoc khi vao trung tam,\
         noi o truoc khi cai nghien",
    ),
    (
        Field::Hamlet,
        "ap,khom,thon,to,xom,ban,ap khom,khom ap,thon ban,thon xom,to dan pho,khu pho,thon to dan pho,\
         to khu pho,ap khu pho,ap khom thon to,thon ban to dan pho",
    ),
    (Field::Commune, "xa,phuong,xa phuong,phuong xa,xa phuong thi tran,xa phuong tt,xa phuong dac khu,ten xa"),
    (
        Field::District,
        "huyen,quan,huyen quan,quan huyen,huyen thi xa,huyen thi xa thanh pho,quan huyen thi xa,huyen tx tp,\
         huyen thi,huyen thi tp",
    ),
    (Field::Province, "tinh,tinh thanh,tinh thanh pho,tinh tp,thanh pho"),
    (Field::Ethnicity, "dan toc"),
    (Field::Religion, "ton giao"),
    (Field::Nationality, "quoc tich"),
    (
        Field::Schooling,
        "trinh do hoc van,hoc van,trinh do van hoa,van hoa,trinh do,tdhv,tdvh,lop,trinh do vh,trinh do hv",
    ),
    (Field::Occupation, "nghe nghiep,nghe,nghe nghiep hien nay,nghe nghiep viec lam,cong viec,viec lam"),
    (
        Field::Workplace,
        "noi lam viec,noi lam viec hoc tap,noi cong tac,noi hoc tap,viec lam hien nay,cong viec hien nay,\
         noi lam viec noi hoc tap,tinh trang viec lam",
    ),
    (
        Field::Father,
        "cha,bo,ho ten cha,ho ten bo,ho va ten cha,ho va ten bo,ten cha,ten bo,con ong,cha ho ten,cha ho va ten,\
         bo ho va ten,bo ho ten,ho ten cha de",
    ),
    (
        Field::FatherNumber,
        "so dinh danh cua cha,so dinh danh cha,cccd cua cha,so cccd cua cha,cccd cha,cmnd cccd cua cha,cmnd cccd cha,\
         so cccd cha,cha cccd,cha so cccd,cha so dinh danh,cha cmnd cccd,cccd cua bo,so cccd cua bo,cccd bo",
    ),
    (Field::Mother, "me,ho ten me,ho va ten me,ten me,con ba,me ho ten,me ho va ten,ho ten me de"),
    (
        Field::MotherNumber,
        "so dinh danh cua me,so dinh danh me,cccd cua me,so cccd cua me,cccd me,cmnd cccd cua me,cmnd cccd me,\
         so cccd me,me cccd,me so cccd,me so dinh danh,me cmnd cccd",
    ),
    (
        Field::Spouse,
        "vo chong,vo,chong,ho ten vo chong,ho va ten vo chong,ho ten vo,ho ten chong,ho va ten vo,ho va ten chong,\
         ho ten vo hoac chong,vo hoac chong",
    ),
    (Field::Phone, "dien thoai,so dien thoai,sdt,so dt,dien thoai lien he,so dien thoai lien he,dt lien he"),
    (Field::SocialAccount, "tai khoan mang xa hoi,mang xa hoi,tk mang xa hoi,facebook,zalo,zalo facebook"),
    (Field::Convictions, "tien an,tien an tien su,an tich,tats,ta ts,tien an va tien su"),
    (
        Field::Sanctions,
        "tien su,xu phat hanh chinh,tien su xu phat hanh chinh,vphc,xu ly vi pham hanh chinh,xphc,xu ly hanh chinh",
    ),
    (
        Field::PsychoticSigns,
        "ngao da,bieu hien ngao da,loan than,bieu hien loan than,bieu hien loan than ngao da,roi loan tam than",
    ),
    (
        Field::PersonKind,
        "phan loai,phan loai doi tuong,loai doi tuong,doi tuong,dien doi tuong,dien quan ly,thuoc dien,\
         nguoi nghien nguoi su dung",
    ),
    (
        Field::FirstUse,
        "thoi diem su dung lan dau,su dung lan dau,lan dau su dung,nam bat dau su dung,nam bat dau su dung ma tuy,\
         thoi gian bat dau su dung,thoi diem bat dau su dung,nam bat dau nghien,nam nghien,thoi gian nghien,\
         thoi gian nghien ma tuy,nam su dung,thoi gian su dung,nghien tu nam,nam mac nghien",
    ),
    (
        Field::FirstDetected,
        "thoi diem phat hien,thoi diem bi phat hien,thoi diem bi phat hien lan dau,thoi gian phat hien,ngay phat hien,\
         ngay bi phat hien,phat hien lan dau,nam phat hien",
    ),
    (
        Field::DrugKind,
        "loai ma tuy,loai ma tuy su dung,loai ma tuy da su dung,loai ma tuy thuong su dung,loai ma tuy sd,loai mt,\
         chat ma tuy,chat ma tuy su dung,loai chat ma tuy,loai chat ma tuy su dung,ma tuy su dung,loai chat",
    ),
    (
        Field::Route,
        "hinh thuc su dung,hinh thuc su dung ma tuy,cach su dung,cach thuc su dung,duong dung,duong su dung",
    ),
    (Field::Frequency, "so lan su dung,tan suat,tan suat su dung,muc do su dung,so lan su dung trong ngay"),
    (Field::Dose, "lieu luong,lieu dung,lieu luong moi lan,lieu luong su dung"),
    (
        Field::PreviousRehabilitations,
        "so lan cai nghien,so lan da cai nghien,so lan cai,so lan da cai,lan cai nghien,lan cai,da cai nghien,\
         so lan di cai nghien,so lan cai nghien truoc day,qua trinh cai nghien",
    ),
    (
        Field::DeterminedOn,
        "ngay xac dinh tinh trang nghien,ngay xac dinh nghien,ngay ket luan nghien,ngay xac dinh,ngay xdttn",
    ),
    (
        Field::Determination,
        "ket qua xac dinh tinh trang nghien,ket qua xac dinh nghien,ket qua xac dinh,xac dinh tinh trang nghien,\
         tinh trang nghien,ket qua xdttn,ket luan",
    ),
    (
        Field::Measure,
        "bien phap,bien phap cai nghien,hinh thuc cai nghien,bien phap hinh thuc cai nghien,bien phap quan ly,\
         hinh thuc quan ly,hinh thuc,loai hinh cai nghien,bien phap ap dung,bien phap xu ly,hinh thuc xu ly",
    ),
    (Field::Facility, "co so cai nghien,co so,ten co so,trung tam,trung tam cai nghien,noi cai nghien,co so dieu tri"),
    (
        Field::DecisionNumber,
        "so quyet dinh,so qd,quyet dinh so,qd so,quyet dinh,so quyet dinh cua toa an,so qd toa an,\
         quyet dinh toa an so,so ngay quyet dinh,so va ngay quyet dinh",
    ),
    (
        Field::DecisionDate,
        "ngay quyet dinh,ngay qd,ngay ra quyet dinh,ngay thang quyet dinh,quyet dinh ngay,qd ngay,ngay ban hanh,\
         quyet dinh toa an ngay",
    ),
    (Field::DecisionIssuer, "co quan quyet dinh,co quan ra quyet dinh,noi ra quyet dinh,co quan ban hanh,toa an"),
    (
        Field::EnteredOn,
        "ngay vao danh sach,ngay dua vao danh sach,thoi diem vao danh sach,thoi diem dua vao danh sach,\
         thoi gian dua vao danh sach,ngay lap danh sach,ngay lap ho so,ngay lap hs,ngay quan ly,ngay bat dau quan ly,\
         ngay dua vao quan ly,ngay dua vao dien quan ly",
    ),
    (
        Field::TermEndsOn,
        "ngay het thoi han,ngay het han,ngay het thoi han quan ly,ngay het han quan ly,het han,het thoi han,\
         thoi diem het thoi han,ngay het thoi han chap hanh,ngay ket thuc",
    ),
    (
        Field::ResidenceState,
        "tinh trang cu tru,hien trang cu tru,co mat vang mat,co mat,co mat tai dia phuong,tinh trang,hien trang,\
         tinh trang hien nay",
    ),
    (
        Field::ListState,
        "dung tam dinh chi cham dut quan ly,dung tam dinh chi cham dut,dung quan ly,tam dinh chi,cham dut,\
         cham dut quan ly,ly do dua ra khoi danh sach,dua ra khoi danh sach,ly do dua ra",
    ),
    (Field::FeeExempt, "mien phi,mien,duoc mien,mien giam phi mien,kinh phi mien,chi phi mien"),
    (Field::FeeReduced, "giam phi,giam,duoc giam,mien giam phi giam,kinh phi giam,chi phi giam"),
    (
        Field::AdmittedOn,
        "ngay vao co so,ngay vao,ngay vao trung tam,ngay vao cs,ngay tiep nhan,ngay vao cai nghien,ngay nhap trai,\
         ngay tiep nhan vao co so,ngay den",
    ),
    (
        Field::ContractTerm,
        "thoi gian theo hop dong quyet dinh,thoi gian theo hop dong,thoi gian hop dong,thoi gian theo quyet dinh,\
         thoi gian cai nghien,thoi gian cai nghien theo hop dong,thoi han,thoi han cai nghien,thoi han chap hanh,\
         thoi gian chap hanh",
    ),
    (Field::ActualTerm, "thoi gian thuc te,thoi gian thuc hien,thuc te,thoi gian cai nghien thuc te"),
    (Field::ReleasedOn, "ngay ra co so,ngay ra,ngay ra trung tam,ngay ve,ngay tai hoa nhap,ngay ra trai,ngay ban giao"),
    (Field::CertificateNumber, "so giay chung nhan,giay chung nhan,so gcn,so giay xac nhan,giay chung nhan so"),
    (Field::OtherDiseases, "benh khac,cac benh khac,benh kem theo,benh ly kem theo,tinh trang suc khoe,suc khoe"),
    (
        Field::HospitalOn,
        "ngay di benh vien,ngay di vien,ngay chuyen vien,chuyen vien ngay,di benh vien ngay,di vien ngay,\
         chuyen benh vien ngay",
    ),
    (
        Field::HospitalDisease,
        "benh phai di vien,chuyen vien benh,di benh vien benh,di vien benh,benh chuyen vien,chuyen benh vien benh",
    ),
    (Field::Hospital, "benh vien,ten benh vien,chuyen vien benh vien,di vien benh vien,chuyen benh vien benh vien"),
    (Field::LiteracyMonths, "xoa mu chu thang,xoa mu chu,xoa mu,hoc van hoa xoa mu chu,van hoa xoa mu chu"),
    (Field::PrimaryMonths, "tieu hoc thang,tieu hoc,cap 1,cap i,hoc van hoa tieu hoc,van hoa tieu hoc"),
    (
        Field::HigherMonths,
        "tren tieu hoc thang,tren tieu hoc,hoc van hoa tren tieu hoc,van hoa tren tieu hoc,trung hoc co so tro len",
    ),
    (Field::Trade, "nghe da hoc,nghe hoc,hoc nghe,ten nghe,nghe dao tao,nghe duoc dao tao,hoc nghe ten nghe"),
    (
        Field::TradeMonths,
        "thoi gian hoc nghe thang,thoi gian hoc nghe,so thang hoc nghe,thang hoc nghe,hoc nghe so thang,hoc nghe thang",
    ),
    (Field::Note, "ghi chu,gc,ghi chu khac,chu thich"),
];
