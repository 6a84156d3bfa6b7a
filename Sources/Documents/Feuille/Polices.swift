import PDF

/// The two weights of Noto Sans that documents are set in.
struct Polices: Sendable {
    let regulier: FontSubset
    let gras: FontSubset

    /// Fonts that can write `textes` besides French: the ready ones nearly always, else ones made for them.
    /// - Throws: `.texte` for a letter that Noto Sans lacks here.
    static func pour(_ textes: [String]) throws(JustificatifError) -> Polices {
        if textes.allSatisfy({ francaises.regulier.covers($0) }) { return francaises }
        let lettres = Set(repertoire.unicodeScalars).union(textes.flatMap(\.unicodeScalars))
        do {
            return Polices(
                regulier: try FontSubset(noto.regulier, letters: lettres), gras: try FontSubset(noto.gras, letters: lettres))
        } catch {
            throw .texte(error)
        }
    }

    /// What French is written with, and what stands in references and addresses.
    private static let repertoire =
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]_abcdefghijklmnopqrstuvwxyz~"
        + "\u{A0}«°·»ÀÂÆÇÈÉÊËÎÏÔÙÛÜàâæçèéêëîïôùûüÿŒœŸ\u{202F}–—‘’“”•…€"

    private static let francaises: Polices = {
        do {
            return Polices(
                regulier: try FontSubset(noto.regulier, letters: repertoire.unicodeScalars),
                gras: try FontSubset(noto.gras, letters: repertoire.unicodeScalars))
        } catch {
            preconditionFailure("Noto Sans, as it is kept in Fonts/, writes French: \(error)")
        }
    }()

    private static let noto: (regulier: TrueTypeFont, gras: TrueTypeFont) = {
        do {
            return (
                try TrueTypeFont(PackageResources.NotoSans_Regular_ttf), try TrueTypeFont(PackageResources.NotoSans_Bold_ttf)
            )
        } catch {
            preconditionFailure("Fonts/ holds two whole TrueType files: \(error)")
        }
    }()
}
