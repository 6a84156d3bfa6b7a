/// One trainee's own world, as the fold of its events.
public struct Exercice: Hashable, Sendable {
    public let fiche: Fiche
    public let scenario: Scenario?
    public private(set) var demarche = Demarche()
    public private(set) var justificatifs: [Justificatif] = []
    /// The call under way, or the last one; `nil` before the first.
    public internal(set) var appel: Appel?
    public private(set) var horloge: Horloge
    /// What the trainee said of each message.
    public private(set) var jugements: [String: Jugement] = [:]
    /// The trainer speaks: nothing but the room moves.
    public private(set) var enPause = false
    /// What the trainer whispers, the last one last: of the step where one is, and forgotten with it.
    public private(set) var indices: [Indice] = []
    /// One of each kind at most; some may be over (``incidents(at:)``).
    private(set) var incidents: [Incident]
    private(set) var dossiers: [Dossier]
    /// The facts that it is played under, to be kept without a copy.
    public let partages: Faits.Partages

    /// One person's espace, and the codes that were sent for them.
    struct Dossier: Hashable, Sendable {
        var profil: EtatProfil
        /// The six weeks made it `actif`: setting the clock back closes it again.
        var ouvertParLeDelai = false
        var cloture: Cloture?
        /// In the order in which they were sent: each replaces those before it.
        var codes: [CodeProvisoire]

        struct Cloture: Hashable, Sendable { let date: DateCivile, suppression: Bool }
    }

    /// The exercice's clock: it ticks at real speed from an instant that was set.
    public struct Horloge: Hashable, Sendable {
        let reglee: Instant, reel: Instant

        /// It stops at the ends of its years, however far the clock on the wall jumps.
        public func instant(_ now: Instant) -> Instant { (reglee + (now - reel)).clamped(to: Instant.annees) }
    }

    /// The fold of nothing yet: only `exerciceCommence` begins one.
    /// - Parameter faits: those that it is played under.
    /// - Returns: `nil` when the event is another, or names a fiche that the catalogue does not have.
    public init?(_ premier: Evenement, at reel: Instant, faits: Faits.Partages = Faits.partages) {
        guard case .exerciceCommence(let cle, let scenario, let horloge) = premier, let fiche = Catalogue.fiche(cle) else { return nil }
        self.fiche = fiche
        self.scenario = scenario.flatMap(Catalogue.scenario)
        self.horloge = Horloge(reglee: horloge, reel: reel)
        incidents = self.scenario?.incidents.map { Incident($0) } ?? []
        partages = faits
        dossiers = [Dossier(fiche.profil, fiche.code, fiche.cloture)] + fiche.beneficiaires.map { Dossier($0.profil, $0.code, nil) }
    }

    /// The fold of a whole timeline; `nil` when it does not begin an exercice.
    public init?(_ evenements: some Sequence<(evenement: Evenement, reel: Instant)>, faits: Faits.Partages = Faits.partages) {
        var restants = evenements.makeIterator()
        guard let premier = restants.next() else { return nil }
        self.init(premier.evenement, at: premier.reel, faits: faits)
        while let (evenement, reel) = restants.next() { apply(evenement, at: reel) }
    }
}

// MARK: Reading

extension Exercice {
    public var faits: Faits { partages.faits }

    public func now(_ reel: Instant) -> Instant { horloge.instant(reel) }

    /// Days since the information was sent, in Paris: 0 on that day.
    public func jour(_ reel: Instant) -> Int { now(reel).rangParis - fiche.envoi.rang }

    /// The last day on which one can oppose, until midnight.
    public var dernierJour: DateCivile { fiche.envoi.plus(jours: faits.delai.valeur) }

    /// The state of a person's espace at that time: one still waiting after the last day has opened by itself, if the
    /// information was sent at all.
    public func profil(_ rang: Int, at reel: Instant) -> EtatProfil {
        let profil = dossiers[rang].profil
        guard profil == .enAttente, jour(reel) > faits.delai.valeur, !isOn(.departementNonConcerne, at: reel) else { return profil }
        return .actif
    }

    /// Whether the space is open because the six weeks ended, and nothing was decided.
    public func ouvertParLeDelai(_ rang: Int, at reel: Instant) -> Bool {
        dossiers[rang].ouvertParLeDelai || (dossiers[rang].profil == .enAttente && profil(rang, at: reel) == .actif)
    }

    public func suppressionDemandee(_ rang: Int) -> Bool { dossiers[rang].cloture?.suppression ?? false }

    /// What becomes of the data of an espace that was closed on a known day; `nil` for any other.
    public func donnees(_ rang: Int, at reel: Instant) -> SortDesDonnees? {
        guard dossiers[rang].profil == .cloture, let cloture = dossiers[rang].cloture else { return nil }
        let fin = cloture.date.plus(mois: cloture.suppression ? faits.effacement.valeur : faits.archivage.valeur * 12)
        if now(reel).rangParis > fin.rang { return .supprimees }
        return cloture.suppression ? .suppressionPrevue(auPlusTard: fin) : .archivees(jusquAu: fin)
    }

    /// The codes that reached the person, in the order in which they were sent. A letter that was lost, or not sent, is
    /// not there.
    public func codes(_ rang: Int, at reel: Instant) -> [CodeProvisoire] { dossiers[rang].codes.filter { isHeld($0, at: reel) } }

    /// The code that the person holds now: the last one that was sent.
    public func code(_ rang: Int, at reel: Instant) -> CodeProvisoire? { dossiers[rang].codes.last { isHeld($0, at: reel) } }

    /// Its place among all that were sent for that person.
    func placeOfCode(_ rang: Int, at reel: Instant) -> Int? { dossiers[rang].codes.lastIndex { isHeld($0, at: reel) } }

    func isHeld(_ code: CodeProvisoire, at reel: Instant) -> Bool {
        guard code.instant <= now(reel) else { return false }
        return code.estNouveau || !(isOn(.departementNonConcerne, at: reel) || (code.voie == .lettre && isOn(.courrierPerdu, at: reel)))
    }

    public func isExpired(_ code: CodeProvisoire, at reel: Instant) -> Bool { now(reel).rangParis - code.instant.rangParis > code.validite(faits) }

    /// Where a code can be sent, if anywhere: what the Assurance maladie knows of the holder.
    public func destinations(at reel: Instant) -> [Canal] { Canal.allCases.filter { isReachable($0, at: reel) } }

    func isReachable(_ canal: Canal, at reel: Instant) -> Bool {
        fiche.contacts.destination(canal) != nil && !isOn(.coordonneesInconnues, at: reel)
    }

    /// The persons of the card who are born on that day, by their rank.
    public func nes(le date: DateCivile) -> [Int] { personnes.filter { fiche.naissance($0) == date } }

    /// How many persons it holds: the holder of the fiche and the bénéficiaires.
    public var personnes: Range<Int> { dossiers.indices }

    public func nom(_ rang: Int) -> String { rang == 0 ? fiche.nom : fiche.beneficiaires[rang - 1].nom }

    /// The same, by the key of the person.
    public func nom(_ beneficiaire: String?) -> String { fiche.rang(beneficiaire).map(nom) ?? "" }

    /// The key of a person; the holder has none.
    public func beneficiaire(_ rang: Int) -> String? { rang == 0 ? nil : fiche.beneficiaires[rang - 1].cle }

    /// The choices left to the person of the current démarche.
    public func choixPermis(at reel: Instant) -> [Choix] { profil(demarche.rang, at: reel).choixPermis }

    // MARK: Incidents

    /// Those that are on at that time.
    public func incidents(at reel: Instant) -> [Incident] { incidents.filter { $0.isOn(at: reel) } }

    public func isOn(_ genre: Incident.Genre, at reel: Instant) -> Bool { incidents.contains { $0.genre == genre && $0.isOn(at: reel) } }

    /// What keeps a part of the service from answering, if anything: the kind of the incident, and in how many seconds
    /// one may try again.
    /// - Parameter lecture: whether the part is only read; some incidents stop steps alone.
    public func obstacle(_ partie: Partie, lecture: Bool, at reel: Instant) -> (genre: Incident.Genre, attente: Int)? {
        for incident in incidents where incident.isOn(at: reel) {
            guard let effet = incident.genre.effet(sur: partie), effet == .ferme || (effet == .echoue && !lecture) else { continue }
            return (incident.genre, attente(incident, at: reel))
        }
        return nil
    }

    /// In how many seconds one may try again.
    func attente(_ incident: Incident, at reel: Instant) -> Int {
        incident.fin.map { Self.secondes($0 - reel) } ?? faits.repriseInconnue.valeur
    }

    /// Whole seconds, rounded up.
    static func secondes(_ milliseconds: Int64) -> Int { Int(milliseconds / 1000) + (milliseconds % 1000 > 0 ? 1 : 0) }

    /// How many seconds that part of the service takes before it answers.
    public func lenteur(_ partie: Partie, at reel: Instant) -> Int? {
        isOn(.lenteur, at: reel) && Incident.Genre.lenteur.effet(sur: partie) != nil ? faits.lenteur.valeur : nil
    }

    // MARK: The clock

    /// Where the clock stands once set so, to the second; `nil` where it would leave the years of ``Instant/annees``.
    public func instant(_ reglage: Commande.Reglage, at reel: Instant) -> Instant? {
        let instant = reached(reglage, at: reel)
        return Instant.annees.contains(instant) ? instant.aLaSeconde : nil
    }

    private func reached(_ reglage: Commande.Reglage, at reel: Instant) -> Instant {
        switch reglage {
        case .instant(let instant): return instant
        case .jour(let jour): return HeureDeParis.instant(fiche.envoi.plus(jours: jour), heure: 10)
        case .avance(let jours):
            let paris = now(reel).paris
            return HeureDeParis.instant(paris.date.plus(jours: jours), heure: paris.heure, minute: paris.minute, seconde: paris.seconde)
        case .repere(let repere): return HeureDeParis.instant(date(repere), heure: 10)
        }
    }

    /// The day of that name.
    public func date(_ repere: Commande.Repere) -> DateCivile {
        switch repere {
        case .veilleDuTerme: dernierJour.plus(jours: -1)
        case .dernierJour: dernierJour
        case .lendemainDuTerme: dernierJour.plus(jours: 1)
        case .codeExpire: dossiers[demarche.rang].codes.last.map { $0.envoi.plus(jours: $0.validite(faits) + 1) } ?? dernierJour.plus(jours: 1)
        }
    }
}

// MARK: Folding

extension Exercice {
    /// The state after an event. Total: one that the table does not allow here changes nothing.
    public mutating func apply(_ evenement: Evenement, at reel: Instant) {
        let etape = demarche.etape
        defer { if demarche.etape != etape { indices = [] } }
        switch evenement {
        case .exerciceCommence, .identificationRefusee, .choixRefuse, .confirmationRefusee, .codeProvisoireRefuse, .incidentRencontre, .courrierEnvoye:
            break
        case .demarcheCommencee(let beneficiaire):
            guard let etape = demarche.etape.suivante(.nouvelleDemarche), let rang = fiche.rang(beneficiaire) else { return }
            demarche = Demarche(etape: etape, rang: rang)
        case .identificationReussie(let beneficiaire):
            guard let etape = demarche.etape.suivante(.identifier), let rang = fiche.rang(beneficiaire) else { return }
            demarche = Demarche(etape: etape, rang: rang, code: placeOfCode(rang, at: reel))
        case .choixFait(let decision):
            guard let etape = demarche.etape.suivante(.choisir) else { return }
            (demarche.etape, demarche.decision) = (etape, decision)
        case .choixRepris:
            guard let etape = demarche.etape.suivante(.modifier) else { return }
            demarche.etape = etape
        case .decisionConfirmee(let reference):
            guard let etape = demarche.etape.suivante(.confirmer), let decision = demarche.decision else { return }
            demarche.etape = etape
            // The code is spent by the confirmation, not by the identification: an outage in between costs nothing.
            settle(decision, of: demarche.rang, spending: demarche.code, at: reel)
            give(Justificatif(reference: reference, rang: demarche.rang, decision: decision, canal: .enLigne, instant: now(reel), instantReel: reel))
        case .ouvertureAutomatique(let beneficiaire):
            guard let rang = fiche.rang(beneficiaire), dossiers[rang].profil == .enAttente else { return }
            dossiers[rang].profil = .actif
            dossiers[rang].ouvertParLeDelai = true
            if rang == demarche.rang, let etape = demarche.etape.suivante(.ouvertureAutomatique) {
                (demarche.etape, demarche.decision) = (etape, nil)
            }
        case .sessionExpiree:
            guard let etape = demarche.etape.suivante(.sessionExpiree) else { return }
            demarche = Demarche(etape: etape, rang: demarche.rang)
            incidents.removeAll { $0.genre == .sessionExpiree }
        case .horlogeReglee(let instant):
            horloge = Horloge(reglee: instant, reel: reel)
            for rang in personnes where dossiers[rang].ouvertParLeDelai && jour(reel) <= faits.delai.valeur {
                dossiers[rang].profil = .enAttente
                dossiers[rang].ouvertParLeDelai = false
            }
        case .incidentDeclare(let incident):
            // In the order of the kinds: of two, the same one answers, whichever came first.
            incidents = Incident.Genre.allCases.compactMap { genre in genre == incident.genre ? incident : incidents.first { $0.genre == genre } }
        case .incidentTermine(let genre): incidents.removeAll { genre == nil || $0.genre == genre }
        case .codeProvisoireEnvoye(let code, let canal, let beneficiaire):
            guard let rang = fiche.rang(beneficiaire) else { return }
            dossiers[rang].codes.append(CodeProvisoire(code.description, par: canal.voie, le: now(reel), estNouveau: true))
        case .messageJuge(let message, let jugement): jugements[message] = jugement
        case .pauseCommencee: enPause = true
        case .pauseTerminee: enPause = false
        case .indiceDonne(let indice): indices.append(indice)
        case .indiceRetire(let indice): indices.removeAll { $0 == indice }
        case .appel(let evenement): apply(evenement, at: reel)
        }
    }

    /// A decision takes effect.
    /// - Parameter code: the place of the code that it spends, if it was given.
    mutating func settle(_ decision: Decision, of rang: Int, spending code: Int?, at reel: Instant) {
        if let code { dossiers[rang].codes[code].utilise = true }
        dossiers[rang].profil = decision.choix.effet
        dossiers[rang].ouvertParLeDelai = false
        // Activating again cancels a deletion that was asked for.
        dossiers[rang].cloture = decision.choix == .cloture ? Dossier.Cloture(date: now(reel).paris.date, suppression: decision.suppression) : nil
    }

    mutating func give(_ justificatif: Justificatif) { justificatifs.append(justificatif) }
}

extension Exercice.Dossier {
    fileprivate init(_ profil: EtatProfil, _ code: CodeProvisoire?, _ cloture: DateCivile?) {
        self.init(profil: profil, cloture: cloture.map { Cloture(date: $0, suppression: false) }, codes: code.map { [$0] } ?? [])
    }
}
