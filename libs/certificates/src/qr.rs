//! QR codes, drawn as SVG for pages and as PNG for whoever prints elsewhere.

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around it, as the standard asks.
const QUIET: usize = 4;

/// Longer than a QR code holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} characters are more than a QR code holds")]
pub struct TooLong(usize);

/// The modules of a QR code.
pub struct Qr {
    width: usize,
    dark: Vec<bool>,
}

impl Qr {
    /// A fold or a stain of up to 15 % does not matter. Capitals, digits and `:/.-` take the least room.
    ///
    /// # Errors
    /// When the text does not fit.
    pub fn of(text: &str) -> Result<Self, TooLong> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TooLong(text.len()))?;
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Ok(Self { width: code.width(), dark })
    }

    /// Modules across, with the quiet zone.
    fn span(&self) -> usize {
        self.width + 2 * QUIET
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < self.width);
        inside(x).zip(inside(y)).is_some_and(|(x, y)| self.dark[y * self.width + x])
    }

    /// One module is one unit; the page gives it its size and its name.
    pub fn svg(&self) -> String {
        let span = self.span();
        let mut path = String::new();
        for y in 0..span {
            let mut x = 0;
            while x < span {
                let run = (x..span).take_while(|at| self.is_dark(*at, y)).count();
                if run > 0 {
                    path.push_str(&format!("M{x} {y}h{run}v1h-{run}z"));
                }
                x += run + 1;
            }
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {span} {span}\" shape-rendering=\"crispEdges\">\
             <rect width=\"{span}\" height=\"{span}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
        )
    }

    /// Black on white, `scale` pixels for a module.
    pub fn png(&self, scale: u8) -> Vec<u8> {
        let scale = usize::from(scale.max(1));
        let side = self.span() * scale;
        let mut rows = Vec::with_capacity(side * side.div_ceil(8));
        for y in 0..side {
            for byte in 0..side.div_ceil(8) {
                let light = |bit: usize| {
                    let x = byte * 8 + bit;
                    x >= side || !self.is_dark(x / scale, y / scale)
                };
                rows.push((0..8).fold(0, |bits, bit| bits << 1 | u8::from(light(bit))));
            }
        }
        let side = u32::try_from(side).expect("177 modules of 255 pixels fit");
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&rows));
        written.expect("memory takes what is written, and the rows are of the announced size");
        file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "HTTPS://HOANHAP.EXAMPLE.VN/CHUNG-NHAN/0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// What a scanner finds in a picture of `side` pixels.
    fn scanned(side: usize, is_dark: impl Fn(usize, usize) -> bool) -> Vec<String> {
        let grey = |x, y| if is_dark(x, y) { 0 } else { 255 };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, grey);
        image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect()
    }

    #[test]
    fn a_scanner_reads_what_was_written() {
        let qr = Qr::of(TEXT).unwrap();
        assert_eq!(scanned(qr.span() * 4, |x, y| qr.is_dark(x / 4, y / 4)), [TEXT]);
    }

    #[test]
    fn the_png_is_the_same_picture() {
        let file = Qr::of(TEXT).unwrap().png(4);
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut rows = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut rows).unwrap();
        let side = usize::try_from(info.width).unwrap();
        let is_dark = |x: usize, y: usize| rows[y * info.line_size + x / 8] >> (7 - x % 8) & 1 == 0;
        assert_eq!(scanned(side, is_dark), [TEXT]);
    }

    #[test]
    fn the_svg_is_the_same_picture() {
        let qr = Qr::of(TEXT).unwrap();
        let svg = qr.svg();
        let mut dark = vec![false; qr.span() * qr.span()];
        let path = svg.split("path d=\"").nth(1).unwrap().split('"').next().unwrap();
        for run in path.split('M').skip(1) {
            let numbers: Vec<usize> = run.split(['h', ' ', 'v']).take(3).map(|part| part.parse().unwrap()).collect();
            let [x, y, length] = numbers[..] else { panic!("{run}") };
            dark[y * qr.span() + x..y * qr.span() + x + length].fill(true);
        }
        for y in 0..qr.span() {
            assert!((0..qr.span()).all(|x| dark[y * qr.span() + x] == qr.is_dark(x, y)), "row {y}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(Qr::of(&"A".repeat(5_000)).is_err());
    }
}
