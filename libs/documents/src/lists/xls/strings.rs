//! The table of shared strings, read only for the lengths.

/// Bytes of every string as UTF-8, at most. Ends early where the table is broken.
pub(super) fn lengths(parts: &[&[u8]]) -> Vec<usize> {
    let mut cursor = Cursor { parts, part: 0, at: 8 };
    let mut lengths = Vec::new();
    while let Some(length) = cursor.string() {
        lengths.push(length);
    }
    lengths
}

/// A place in a record that goes on in further records.
struct Cursor<'a> {
    parts: &'a [&'a [u8]],
    part: usize,
    at: usize,
}

impl Cursor<'_> {
    /// Steps over one string (MS-XLS, XLUnicodeRichExtendedString).
    fn string(&mut self) -> Option<usize> {
        let characters = self.number(2)?;
        let flags = self.number(1)?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let extension = if flags & 4 == 0 { 0 } else { self.number(4)? };
        self.characters(characters, flags & 1 != 0)?;
        self.skip(4 * runs)?;
        self.skip(extension)?;
        Some(3 * characters)
    }

    /// A little-endian number of some bytes.
    fn number(&mut self, bytes: usize) -> Option<usize> {
        let mut number = 0;
        for place in 0..bytes {
            while self.left() == 0 {
                self.next_part()?;
            }
            number |= usize::from(*self.parts.get(self.part)?.get(self.at)?) << (8 * place);
            self.at += 1;
        }
        Some(number)
    }

    /// Steps over characters; where they go on in the next record, that begins with their width.
    fn characters(&mut self, mut count: usize, mut wide: bool) -> Option<()> {
        loop {
            let width = if wide { 2 } else { 1 };
            let here = count.min(self.left() / width);
            self.at += here * width;
            count -= here;
            if count == 0 {
                return Some(());
            }
            self.next_part()?;
            wide = self.number(1)? & 1 != 0;
        }
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > self.left() {
            bytes -= self.left();
            self.next_part()?;
        }
        self.at += bytes;
        Some(())
    }

    fn left(&self) -> usize {
        self.parts.get(self.part).map_or(0, |part| part.len().saturating_sub(self.at))
    }

    fn next_part(&mut self) -> Option<()> {
        self.part += 1;
        self.at = 0;
        self.parts.get(self.part).map(|_| ())
    }
}
