import PDF

/// A text that each document has its own of.
enum Champ: Sendable { case nom, representant, nir, date, reference }

/// Where a sheet leaves room for what each document has its own of.
struct Places: Sendable {
    var textes: [(champ: Champ, tag: Slot, coin: Point)] = []
    var lien: (tag: LinkSlot, coin: Point)?
    var code: ImageSlot?
}
