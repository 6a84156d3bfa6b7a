extension String {
    /// A name after « de »: « de Lila Aubanel », « d’Odile Vautrin ». The h of the names in the exercise book is silent.
    public var apresDe: String { (first.map { "aàâeéèêëhiîïoôuùûy".contains($0.lowercased()) } == true ? "d’" : "de ") + self }
}
