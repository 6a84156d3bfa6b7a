import PDF

/// The two weights of Noto Sans that a document is set in.
struct Polices: Sendable {
    let regulier: FontSubset
    let gras: FontSubset

    /// - Parameters:
    ///   - textes: what is written in the regular weight besides French.
    ///   - gras: ready letters of the bold one, for the words that a document always says.
    /// - Throws: `.texte` for a letter that Noto Sans lacks here.
    init(pour textes: [String], gras: FontSubset) throws(JustificatifError) {
        self.gras = gras
        if textes.allSatisfy(Self.francais.covers) {
            regulier = Self.francais
        } else {
            do {
                let lettres = Set(Self.repertoire.unicodeScalars).union(textes.flatMap(\.unicodeScalars))
                regulier = try FontSubset(Self.noto.regulier, letters: lettres)
            } catch {
                throw .texte(error)
            }
        }
    }

    /// The letters of `textes`, all of them French, in bold.
    static func gras(pour textes: [String]) -> FontSubset { pret(noto.gras, textes.joined()) }

    /// What French is written with, and what stands in references and addresses.
    private static let repertoire =
        " !%&'()+,-./0123456789:;=?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
        + "\u{A0}«°·»ÀÂÆÇÈÉÊËÎÏÔÙÛÜàâæçèéêëîïôùûüÿŒœŸ\u{202F}–’•…€"

    private static let francais = pret(noto.regulier, repertoire)

    private static func pret(_ police: TrueTypeFont, _ lettres: String) -> FontSubset {
        do {
            return try FontSubset(police, letters: lettres.unicodeScalars)
        } catch {
            preconditionFailure("Noto Sans, as it is kept in Fonts/, writes French: \(error)")
        }
    }

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
