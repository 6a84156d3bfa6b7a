/// What the sources say of the procedure: figures, opening hours, labels. A data file: a fact is corrected here, and the
/// machine, the pages and the API follow (`domain.md` §1–§8).
public struct Faits: Sendable {
    // MARK: The six weeks

    public var delai = Fait(42, "jours", .source, .delai)
    public var validiteDuCode = Fait(42, "jours", .source, .application)
    public var validiteDuNouveauCode = Fait(42, "jours", .hypothese, .nous)
    public var intervalleDesCodes = Fait(30, "secondes", .source, .application)

    // MARK: Closure

    public var archivage = Fait(10, "ans", .source, .cloture)
    public var effacement = Fait(3, "mois", .source, .cloture)

    // MARK: The phone

    public var telephone = Fait("3422", .source, .cguTelephone)
    public var prixDuTelephone = Fait("service gratuit + prix d’un appel", .source, .cguTelephone)
    public var horairesDuTelephone = Fait(Horaires(jours: 1...5, de: 8 * 60 + 30, a: 17 * 60 + 30), .source, .cguTelephone)
    public var attenteAuTelephone = Fait(25, "minutes", .source, .usagers)
    public var telephoneEnPanne = Fait("Notre service est exceptionnellement fermé pour cause d’incident technique", .source, .usagers)

    // MARK: The labels

    public var activer = Fait("Activer Mon espace santé", .source, .concordantes)
    public var opposer = Fait("M’opposer à Mon espace santé", .source, .concordantes)
    public var cloturerOuOpposer = Fait("clôturer ou m’opposer", .source, .application)
    public var oppositionChoisie = Fait("Je m’oppose à la création de Mon espace santé", .source, .concordantes)
    public var activationChoisie = Fait("J’active Mon espace santé", .reconstitution, .nous)
    public var clotureChoisie = Fait("Je clôture Mon espace santé", .reconstitution, .nous)
    public var continuer = Fait("Continuer", .source, .concordantes)
    public var suppression = Fait("Je souhaite que mes données soient supprimées", .source, .application)
    public var certification = Fait("Je certifie être le représentant légal de", .source, .application)
    public var justificatif = Fait("justificatif d’opposition", .source, .usagers)
    public var retour = Fait("Vous pouvez revenir à tout moment sur votre décision en vous connectant sur monespacesante.fr.", .source, .usagers)
    public var indisponible = Fait("Service indisponible", .source, .application)
    public var nouveauCode = Fait("Générez un nouveau code provisoire", .source, .application)
    public var parSMS = Fait("Par SMS", .source, .application)
    public var parEmail = Fait("Par e-mail", .source, .application)
    public var envoyerLeCode = Fait("Envoyer le code", .source, .application)

    // MARK: What no source gives

    /// After how long somebody answers the phone here.
    public var attenteSimulee = Fait(6, "secondes", .hypothese, .nous)
    /// What a slow service takes before it answers.
    public var lenteur = Fait(4, "secondes", .hypothese, .nous)
    /// After how long one may try again, when the end of an incident is not known.
    public var repriseInconnue = Fait(120, "secondes", .hypothese, .nous)

    public init() {}

    public func libelle(_ choix: Choix) -> String {
        switch choix {
        case .opposition: oppositionChoisie.valeur
        case .activation: activationChoisie.valeur
        case .cloture: clotureChoisie.valeur
        }
    }

    public func libelle(_ canal: Canal) -> String {
        switch canal {
        case .sms: parSMS.valeur
        case .email: parEmail.valeur
        }
    }

    /// Every fact by its name, in the order of this file.
    public var tous: [(nom: String, fait: any FaitEnonce)] {
        Mirror(reflecting: self).children.compactMap { membre in
            (membre.value as? any FaitEnonce).flatMap { fait in membre.label.map { ($0, fait) } }
        }
    }
}

extension Faits {
    /// Facts are shared: an exercice holds a reference to those that it was begun under. They are those of one file, and so
    /// the same as themselves alone.
    public final class Partages: Hashable, Sendable {
        public let faits: Faits
        public init(_ faits: Faits) { self.faits = faits }

        public static func == (left: Partages, right: Partages) -> Bool { left === right }
        public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }

    /// Those in force: those of this file, unless a server was given others.
    @TaskLocal public static var partages = Partages(Faits())

    /// All of them, as a copy: who wants one of them for each page asks ``partages``.
    public static var enVigueur: Faits { partages.faits }
}

/// One fact: its value, how sure it is, and who says so.
public struct Fait<Valeur: Hashable & Sendable>: Hashable, Sendable {
    /// A number is from 0 to 100,000, so that no sum or product of facts overflows.
    public var valeur: Valeur {
        didSet { if let nombre = valeur as? Int, let borne = min(max(nombre, 0), 100_000) as? Valeur { valeur = borne } }
    }
    public let statut: Statut
    public let source: Source
    fileprivate let unite: String?

    fileprivate init(_ valeur: Valeur, _ statut: Statut, _ source: Source) { (self.valeur, unite, self.statut, self.source) = (valeur, nil, statut, source) }

    fileprivate init(_ valeur: Valeur, _ unite: String, _ statut: Statut, _ source: Source) where Valeur == Int {
        (self.valeur, self.unite, self.statut, self.source) = (valeur, unite, statut, source)
    }
}

/// A fact as it is read aloud, whatever its value.
public protocol FaitEnonce: Sendable {
    var enClair: String { get }
    var statut: Statut { get }
    var source: Source { get }
}

extension Fait: FaitEnonce {
    public var enClair: String {
        switch valeur {
        case let horaires as Horaires: horaires.enClair
        // Six weeks are called so, not 42 days.
        case let jours as Int where unite == "jours" && jours % 7 == 0: "\(NombreEnLettres.texte(jours / 7, feminin: true)) semaines"
        default: unite.map { "\(valeur)\u{A0}\($0)" } ?? "\(valeur)"
        }
    }
}

private enum NombreEnLettres {
    static func texte(_ nombre: Int, feminin: Bool) -> String {
        let noms = ["zéro", feminin ? "une" : "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"]
        return noms.indices.contains(nombre) ? noms[nombre] : "\(nombre)"
    }
}

/// How sure something shown is (`domain.md` §9).
public enum Statut: String, CaseIterable, Sendable {
    /// A source says so.
    case source
    /// No source gives the words or the layout: they are ours.
    case reconstitution
    /// No source says how the service behaves: we chose, in order to teach.
    case hypothese
    /// The real service has nothing of the kind: it belongs to the exercise.
    case outil
}

/// Who says so, and when.
public struct Source: Hashable, Sendable {
    public let nom: String
    public let date: String

    public init(nom: String, date: String) { (self.nom, self.date) = (nom, date) }

    public static let cgu = Self(nom: "CGU de monespacesante.fr, art.\u{A0}3.3.a, recopiées par trois dépliants", date: "2022-2023")
    public static let cguTelephone = Self(nom: "CGU de monespacesante.fr, art.\u{A0}3.3.b, et application mobile du service", date: "2022 et 2025")
    public static let application = Self(nom: "Application mobile du service, code publié par l’Assurance maladie", date: "août 2025")
    public static let usagers = Self(nom: "Lettres d’usagers", date: "janvier et février 2022")
    public static let depliants = Self(nom: "Dépliants d’associations", date: "2022-2023")
    public static let presse = Self(nom: "Presse", date: "2022")
    public static let senat = Self(nom: "Réponse à une question du Sénat", date: "2022")
    public static let concordantes = Self(nom: "Sources concordantes", date: "2022")
    public static let delai = Self(nom: "Code de la santé publique, art.\u{A0}R.\u{A0}1111-28", date: "décret du 4\u{A0}août 2021")
    public static let cloture = Self(nom: "Code de la santé publique, art.\u{A0}L.\u{A0}1111-13-1 et R.\u{A0}1111-36", date: "loi du 24\u{A0}juillet 2019, décret du 4\u{A0}août 2021")
    public static let majeurs = Self(nom: "Code de la santé publique, art.\u{A0}L.\u{A0}1111-14", date: "relevé en 2026")
    public static let nous = Self(nom: "Notre rédaction", date: "2026")
}

/// Opening hours by the clocks of Paris, the same on each open day.
public struct Horaires: Hashable, Sendable {
    /// 1 (Monday) to 7 (Sunday).
    public let jours: ClosedRange<Int>
    /// Minutes since midnight; it is closed at `a`.
    public let de: Int, a: Int

    /// What is outside a week, or a day, is brought inside.
    public init(jours: ClosedRange<Int>, de: Int, a: Int) {
        self.jours = jours.clamped(to: 1...7)
        self.de = min(max(de, 0), 1_440)
        self.a = min(max(a, self.de), 1_440)
    }

    public func isOpen(_ heure: HeureDeParis) -> Bool {
        jours.contains(heure.date.jourDeLaSemaine) && (de..<a).contains(heure.heure * 60 + heure.minute)
    }

    /// When it opens next, at that time or later.
    public func ouverture(depuis heure: HeureDeParis) -> Instant {
        let rangs = heure.heure * 60 + heure.minute < de ? 0...7 : 1...8
        // Of eight days in a row, one is open.
        let date = rangs.lazy.map { heure.date.plus(jours: $0) }.first { jours.contains($0.jourDeLaSemaine) } ?? heure.date
        return HeureDeParis.instant(date, heure: de / 60, minute: de % 60)
    }

    /// « du lundi au vendredi, de 8 h 30 à 17 h 30 »
    public var enClair: String {
        let noms = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        func heure(_ minutes: Int) -> String { "\(minutes / 60)\u{A0}h" + (minutes % 60 == 0 ? "" : minutes % 60 < 10 ? "\u{A0}0\(minutes % 60)" : "\u{A0}\(minutes % 60)") }
        let quand = jours.count == 1 ? "le \(noms[jours.lowerBound - 1])" : "du \(noms[jours.lowerBound - 1]) au \(noms[jours.upperBound - 1])"
        return "\(quand), de \(heure(de)) à \(heure(a))"
    }
}
