public import PDF

/// Why a justificatif was not made; no byte was given out.
public enum JustificatifError: Error, Equatable, Sendable {
    /// It does not begin with `EXERCICE-`, or holds something else than capitals, digits and hyphens.
    case reference
    /// Not 15 digits of the shape `9 AA MM 00 CCC OOO KK`, which no real number has.
    case nir
    /// No such day or time.
    case date
    /// The name is empty.
    case nom
    /// The address is too long for a QR code.
    case verification
    /// The names are too long for the one page.
    case tropLong
    /// A letter that the font cannot draw.
    case texte(TextError)
    /// The key cannot sign.
    case signature(SignerFailure)
    /// A rule of PDF/A or PDF/UA.
    case nonConforme(Nonconformance)
}
