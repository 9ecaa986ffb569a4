use intervision::language::Language;

/// A language by its code, for options.
pub fn language(code: &str) -> Result<Language, String> {
    let known = || Language::ALL.map(Language::code).join(" or ");
    Language::from_code(code).ok_or_else(|| format!("write {}", known()))
}
