import PDF

/// Noto Sans, with the letters that a document may need.
struct Police: Sendable {
    /// Which letters: documents that share them share all that is made of them.
    enum Jeu: Hashable, Sendable {
        /// Those of the words that documents always say, and what unaccented names, references and addresses need.
        case courant
        /// All that French is written with.
        case francais
        /// French, and what names of elsewhere bring.
        case autre
    }

    let jeu: Jeu
    let lettres: FontSubset

    /// The smallest that writes `textes`.
    /// - Throws: `.missingGlyph` for a letter that Noto Sans lacks here.
    init(pour textes: [String]) throws(TextError) {
        for police in [Self.courante, Self.francaise] where textes.allSatisfy(police.lettres.covers) {
            self = police
            return
        }
        let lettres = Set(Self.francais.unicodeScalars).union(textes.flatMap(\.unicodeScalars))
        self.init(.autre, try FontSubset(Self.noto, letters: lettres))
    }

    private init(_ jeu: Jeu, _ lettres: FontSubset) {
        self.jeu = jeu
        self.lettres = lettres
    }

    private static let courante = Police(.courant, pret(TextesDuJustificatif.constants.joined() + usuelles))
    private static let francaise = Police(.francais, pret(TextesDuJustificatif.constants.joined() + francais))

    private static let usuelles = " -./0123456789:=?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz’"

    private static let francais =
        usuelles + "!%&'()+,;\u{A0}«°·»ÀÂÆÇÈÉÊËÎÏÔÙÛÜàâæçèéêëîïôùûüÿŒœŸ\u{202F}–’•…€"

    private static func pret(_ lettres: String) -> FontSubset {
        do {
            return try FontSubset(noto, letters: lettres.unicodeScalars)
        } catch {
            preconditionFailure("Noto Sans, as it is kept in Fonts/, writes French: \(error)")
        }
    }

    private static let noto: TrueTypeFont = {
        do {
            return try TrueTypeFont(PackageResources.NotoSans_Regular_ttf)
        } catch {
            preconditionFailure("Fonts/ holds a whole TrueType file: \(error)")
        }
    }()
}
