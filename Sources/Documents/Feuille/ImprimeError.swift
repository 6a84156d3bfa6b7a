public import PDF

/// Why a kit or a report was not made; no octet was given out.
public enum ImprimeError: Error, Equatable, Sendable {
    /// There is no place.
    case sansPlace
    /// Not of the shape `9 AA MM 00 CCC OOO KK`, which no real number has.
    case nir
    /// The address is too long for a QR code.
    case adresse
    /// A text is too long for its piece of paper.
    case tropLong
    /// A letter that the font cannot draw.
    case texte(TextError)
    /// A rule of PDF/A or PDF/UA.
    case nonConforme(Nonconformance)
}
