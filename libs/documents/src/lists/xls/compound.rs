//! The OLE compound file (specification MS-CFB): a small file system of sectors with allocation
//! tables. Only what finding one stream needs.

use crate::lists::{Foreign, Unreadable};

/// Marks from here on up are no sectors: end of chain, free, tables.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const MINI_SECTOR: usize = 64;
/// Streams shorter than this live in the mini stream.
const MINI_BELOW: usize = 4096;

/// The workbook's stream.
pub(super) fn workbook(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let file = File::open(bytes).ok_or(Unreadable::Damaged)?;
    let find = |name: &str| file.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    if find("EncryptedPackage").is_some() {
        return Err(Unreadable::Encrypted);
    }
    let Some(entry) = find("Workbook").or_else(|| find("Book")) else {
        let kind = if find("WordDocument").is_some() { Foreign::Word } else { Foreign::Unknown };
        return Err(Unreadable::NotAList { kind });
    };
    file.stream(entry).ok_or(Unreadable::Damaged)
}

struct Entry {
    name: String,
    start: u32,
    size: usize,
}

struct File<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self {
            bytes,
            sector,
            table: Vec::new(),
            mini_table: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        file.table = file.allocation_table()?;
        let directory = file.chain(u32_at(bytes, 48)?, usize::MAX)?;
        file.entries = directory.chunks_exact(128).filter_map(entry).collect();
        let root = directory.chunks_exact(128).next()?;
        file.mini_table = numbers(&file.chain(u32_at(bytes, 60)?, usize::MAX)?);
        file.mini_stream = file.chain(u32_at(root, 116)?, usize::MAX)?;
        Some(file)
    }

    /// The table of all sectors' successors. The first 109 sectors that hold it are named in the
    /// header, the others in a chain of sectors of their own.
    fn allocation_table(&self) -> Option<Vec<u32>> {
        let mut holders: Vec<u32> = numbers(self.bytes.get(76..512)?);
        let mut next = u32_at(self.bytes, 68)?;
        let mut steps = 0;
        while next < NO_SECTOR {
            steps += 1;
            if steps > self.sectors() {
                return None;
            }
            holders.extend(numbers(self.sector(next)?));
            next = holders.pop()?;
        }
        let held = holders.into_iter().filter(|holder| *holder < NO_SECTOR).take(self.sectors());
        let mut table = Vec::new();
        for holder in held {
            table.extend(numbers(self.sector(holder)?));
        }
        Some(table)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    /// A sector's bytes; the last one of the file may be cut short.
    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(id).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..self.bytes.len().min(start + self.sector))
    }

    /// The sectors of a chain, joined, up to a number of bytes. None for a chain that goes in a
    /// circle or leaves the file.
    fn chain(&self, start: u32, at_most: usize) -> Option<Vec<u8>> {
        let (mut joined, mut id, mut steps) = (Vec::new(), start, 0);
        while id < NO_SECTOR && joined.len() < at_most {
            steps += 1;
            if steps > self.sectors() {
                return None;
            }
            joined.extend_from_slice(self.sector(id)?);
            id = *self.table.get(usize::try_from(id).ok()?)?;
        }
        joined.truncate(at_most);
        Some(joined)
    }

    fn stream(&self, entry: &Entry) -> Option<Vec<u8>> {
        if entry.size >= MINI_BELOW {
            return self.chain(entry.start, entry.size);
        }
        let (mut joined, mut id) = (Vec::new(), entry.start);
        while id < NO_SECTOR && joined.len() < entry.size {
            let start = usize::try_from(id).ok()?.checked_mul(MINI_SECTOR)?;
            joined.extend_from_slice(self.mini_stream.get(start..start + MINI_SECTOR)?);
            id = *self.mini_table.get(usize::try_from(id).ok()?)?;
        }
        joined.truncate(entry.size);
        Some(joined)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let units: Vec<u16> = bytes[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let name = String::from_utf16_lossy(&units);
    let name = name.split('\0').next().unwrap_or_default().to_owned();
    let size = usize::try_from(u32_at(bytes, 120)?).ok()?;
    Some(Entry { name, start: u32_at(bytes, 116)?, size })
}

/// A compound file that holds one stream named "Workbook": header, tables, directory, stream, in
/// sectors of 4096 bytes.
pub(in crate::lists) fn wrap(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 4096;
    const PER_TABLE: usize = SECTOR / 4;
    let size = stream.len().max(MINI_BELOW);
    let data = size.div_ceil(SECTOR);
    let mut tables = 1;
    while tables * PER_TABLE < tables + 1 + data {
        tables += 1;
    }
    let number = |value: usize| u32::try_from(value).unwrap_or(NO_SECTOR).to_le_bytes();
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[24..34].copy_from_slice(&[0x3E, 0, 4, 0, 0xFE, 0xFF, 12, 0, 6, 0]);
    header[40..44].copy_from_slice(&number(1));
    header[44..48].copy_from_slice(&number(tables));
    header[48..52].copy_from_slice(&number(tables));
    header[56..60].copy_from_slice(&number(MINI_BELOW));
    header[60..64].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
    header[68..72].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
    header[76..512].fill(0xFF);
    for table in 0..tables {
        header[76 + 4 * table..80 + 4 * table].copy_from_slice(&number(table));
    }
    let mut successors: Vec<u32> = vec![0xFFFF_FFFD; tables];
    successors.push(END_OF_CHAIN);
    for sector in 1..data {
        successors.push(u32::try_from(tables + 1 + sector).unwrap_or(NO_SECTOR));
    }
    successors.push(END_OF_CHAIN);
    successors.resize(tables * PER_TABLE, 0xFFFF_FFFF);
    let mut directory = vec![0; SECTOR];
    for (index, (name, kind, child, start, size)) in
        [("Root Entry", 5, 1, 0, 0), ("Workbook", 2, usize::MAX, tables + 1, size)].into_iter().enumerate()
    {
        let entry = &mut directory[128 * index..128 * (index + 1)];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = u8::try_from(2 * (name.len() + 1)).unwrap_or(64);
        entry[66] = kind;
        entry[67] = 1;
        entry[68..76].fill(0xFF);
        entry[76..80].copy_from_slice(&u32::try_from(child).unwrap_or(u32::MAX).to_le_bytes());
        entry[116..120].copy_from_slice(&number(start));
        entry[120..124].copy_from_slice(&number(size));
    }
    let mut file = header;
    file.extend(successors.into_iter().flat_map(u32::to_le_bytes));
    file.extend(directory);
    file.extend_from_slice(stream);
    file.resize(SECTOR * (tables + 2 + data), 0);
    file
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_comes_back_out_of_its_container() {
        for size in [10, 4096, 5000, 9_000_000] {
            let stream: Vec<u8> = (0..size).map(|at: usize| u8::try_from(at % 251).unwrap()).collect();
            let back = workbook(&wrap(&stream)).unwrap();
            assert!(back.starts_with(&stream), "{size}");
            assert_eq!(back.len(), size.max(MINI_BELOW));
        }
    }

    #[test]
    fn a_chain_in_a_circle_is_damage() {
        let mut file = wrap(&[7; 9000]);
        // The stream's first data sector (number 2) is followed by itself.
        file[4096 + 2 * 4..4096 + 3 * 4].copy_from_slice(&2_u32.to_le_bytes());
        let size = 2 * 4096 + 128 + 120;
        file[size..size + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(workbook(&file).unwrap_err(), Unreadable::Damaged);
    }
}
