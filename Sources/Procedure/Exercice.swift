/// What a person or a program asks of an exercice. Chance (a reference) comes in as a value.
public enum Commande: Sendable {
    case identifier(SaisieIdentification)
    case choisir(Result<Decision, SaisieInvalide>)
    case modifier
    case confirmer(Reference)
    /// `confirmation` was answered by neither of its two words.
    case decisionIllisible(SaisieInvalide)
    case nouvelleDemarche(Result<String?, SaisieInvalide>)
    case reglerHorloge(Reglage)

    /// How the clock is set.
    public enum Reglage: Hashable, Sendable {
        case instant(Instant)
        /// Calendar days of Paris; the time of day stays.
        case avance(jours: Int)
        /// 10:00 in Paris, that many days after the sending.
        case jour(Int)

        /// Where the clock of an exercice stands once set so.
        public func instant(_ fiche: Fiche, depuis actuel: Instant) -> Instant {
            switch self {
            case .instant(let instant): return instant
            case .jour(let jour): return HeureDeParis.instant(fiche.envoi.plus(jours: jour), heure: 10)
            case .avance(let jours):
                let paris = actuel.paris
                return HeureDeParis.instant(paris.date.plus(jours: jours), heure: paris.heure, minute: paris.minute, seconde: paris.seconde)
            }
        }
    }

    /// The transition of the table that this asks for; none for what does not touch the démarche.
    public var transition: Transition.Nom? {
        switch self {
        case .identifier: .identifier
        case .choisir: .choisir
        case .modifier: .modifier
        case .confirmer, .decisionIllisible: .confirmer
        case .nouvelleDemarche: .nouvelleDemarche
        case .reglerHorloge: nil
        }
    }
}

/// What came of a command: the events to make durable, and the refusal, if it was one. A refused command can
/// leave events too (the timeline tells of it); `etape-inattendue` leaves none.
public struct Verdict: Hashable, Sendable {
    public var evenements: [Evenement]
    public var refus: Refus?

    init(_ evenements: [Evenement], refus: Refus? = nil) { (self.evenements, self.refus) = (evenements, refus) }
}

/// One trainee's own world, as the fold of its events.
public struct Exercice: Hashable, Sendable {
    public let fiche: Fiche
    public let scenario: Scenario?
    public private(set) var demarche = Demarche()
    public private(set) var justificatifs: [Justificatif] = []
    public private(set) var horloge: Horloge
    private var dossiers: [Dossier]

    /// One person's espace and the code they hold.
    private struct Dossier: Hashable, Sendable {
        var profil: EtatProfil
        /// The six weeks made it `actif`: setting the clock back closes it again.
        var ouvertParLeDelai = false
        var suppressionDemandee = false
        var code: CodeProvisoire?
    }

    /// The exercice's clock: it ticks at real speed from an instant that was set.
    public struct Horloge: Hashable, Sendable {
        let reglee: Instant, reel: Instant

        public func instant(_ now: Instant) -> Instant { reglee + (now - reel) }
    }

    /// The fold of nothing yet: only `exerciceCommence` begins one.
    /// - Returns: `nil` when the event is another, or names a fiche that the catalogue does not have.
    public init?(_ premier: Evenement, at reel: Instant) {
        guard case .exerciceCommence(let cle, let scenario, let horloge) = premier, let fiche = Catalogue.fiche(cle) else { return nil }
        self.fiche = fiche
        self.scenario = scenario.flatMap(Catalogue.scenario)
        self.horloge = Horloge(reglee: horloge, reel: reel)
        dossiers = [Dossier(profil: fiche.profil, code: fiche.code)] + fiche.beneficiaires.map { Dossier(profil: $0.profil, code: $0.code) }
    }

    // MARK: Reading

    public func now(_ reel: Instant) -> Instant { horloge.instant(reel) }

    /// Days since the information was sent, in Paris: 0 on that day.
    public func jour(_ reel: Instant) -> Int { now(reel).rangParis - fiche.envoi.rang }

    /// The state of a person's espace at that time: one still waiting after day 42 has opened by itself.
    public func profil(_ rang: Int, at reel: Instant) -> EtatProfil {
        let profil = dossiers[rang].profil
        return profil == .enAttente && jour(reel) > Delai.jours ? .actif : profil
    }

    /// Whether the space is open because the six weeks ended, and nothing was decided.
    public func ouvertParLeDelai(_ rang: Int, at reel: Instant) -> Bool {
        dossiers[rang].ouvertParLeDelai || (dossiers[rang].profil == .enAttente && profil(rang, at: reel) == .actif)
    }

    public func suppressionDemandee(_ rang: Int) -> Bool { dossiers[rang].suppressionDemandee }

    /// The code that the person holds now.
    public func code(_ rang: Int) -> CodeProvisoire? { dossiers[rang].code }

    /// How many persons it holds: the holder of the fiche and the bénéficiaires.
    public var personnes: Range<Int> { dossiers.indices }

    public func nom(_ rang: Int) -> String { rang == 0 ? fiche.nom : fiche.beneficiaires[rang - 1].nom }

    /// The key of a person; the holder has none.
    public func beneficiaire(_ rang: Int) -> String? { rang == 0 ? nil : fiche.beneficiaires[rang - 1].cle }

    /// The choices left to the person of the current démarche.
    public func choixPermis(at reel: Instant) -> [Choix] { profil(demarche.rang, at: reel).choixPermis }

    // MARK: Deciding

    /// What a command leads to. Pure: it reads no clock, draws no chance, changes nothing.
    public func decide(_ commande: Commande, at reel: Instant) -> Verdict {
        if let transition = commande.transition, demarche.etape.suivante(transition) == nil { return Verdict([], refus: .etapeInattendue) }
        switch commande {
        case .identifier(let saisie): return identifier(saisie.resultat, at: reel)
        case .choisir(.success(let decision)):
            guard choixPermis(at: reel).contains(decision.choix) else {
                return Verdict(ouverture(at: reel) + [.choixRefuse(.choixImpossible)], refus: .choixImpossible)
            }
            return Verdict(ouverture(at: reel) + [.choixFait(decision)])
        case .choisir(.failure(let saisie)):
            let refus = Refus.saisie(saisie)
            return Verdict([.choixRefuse(refus.code)], refus: refus)
        case .modifier: return Verdict([.choixRepris])
        case .confirmer(let reference):
            guard let decision = demarche.decision else { return Verdict([], refus: .etapeInattendue) }
            if choixPermis(at: reel).contains(decision.choix) { return Verdict([.decisionConfirmee(reference)]) }
            // Time passed, or the clock was set: the choice made no longer stands, and must be made again.
            let refus = profil(demarche.rang, at: reel) == .actif ? Refus.espaceOuvert : .choixImpossible
            let retour = ouverture(at: reel)
            return Verdict([.confirmationRefusee(refus.code)] + (retour.isEmpty ? [.choixRepris] : retour), refus: refus)
        case .decisionIllisible(let saisie):
            let refus = Refus.saisie(saisie)
            return Verdict([.confirmationRefusee(refus.code)], refus: refus)
        case .nouvelleDemarche(.success(let cle)):
            guard fiche.rang(cle) != nil else {
                return Verdict([], refus: .saisie(SaisieInvalide(erreurs: [ErreurDeSaisie(.beneficiaire, .inconnu)])))
            }
            // Where one already stands at the beginning for that person, there is nothing to begin.
            if demarche == Demarche(etape: .identification, rang: fiche.rang(cle) ?? 0) { return Verdict([]) }
            return Verdict([.demarcheCommencee(beneficiaire: cle)])
        case .nouvelleDemarche(.failure(let saisie)): return Verdict([], refus: .saisie(saisie))
        case .reglerHorloge(let reglage): return Verdict([.horlogeReglee(reglage.instant(fiche, depuis: now(reel)))])
        }
    }

    private func identifier(_ saisie: Result<Identification, SaisieInvalide>, at reel: Instant) -> Verdict {
        func refuse(_ refus: Refus, _ champs: [Champ] = []) -> Verdict {
            Verdict([.identificationRefusee(refus.code, champs: champs)], refus: refus)
        }
        let items: Identification
        switch saisie {
        case .failure(let invalide): return refuse(.saisie(invalide), invalide.erreurs.map(\.champ))
        case .success(let valides): items = valides
        }
        guard items.nir == fiche.nir, items.typeCarteVitale == fiche.typeCarteVitale, items.numeroSerie == fiche.numeroSerie,
            let rang = personnes.first(where: { dossiers[$0].code?.valeur == items.codeProvisoire }),
            items.beneficiaire == nil || items.beneficiaire == beneficiaire(rang),
            let code = dossiers[rang].code
        else { return refuse(.identiteInconnue) }
        if rang > 0 {
            guard fiche.beneficiaires[rang - 1].rattache else { return refuse(.parentNonRattache) }
            guard items.certification else { return refuse(.representationRequise, [.certification]) }
        }
        if code.utilise { return refuse(.codeUtilise) }
        if code.isExpired(le: now(reel).paris.date) { return refuse(.codeExpire) }
        if rang == 0, fiche.decede { return refuse(.personneDecedee) }
        return Verdict([.identificationReussie(beneficiaire: beneficiaire(rang))])
    }

    /// The opening by itself, told once, when the démarche first meets it.
    private func ouverture(at reel: Instant) -> [Evenement] {
        let dossier = dossiers[demarche.rang]
        guard dossier.profil == .enAttente, profil(demarche.rang, at: reel) == .actif else { return [] }
        return [.ouvertureAutomatique(beneficiaire: beneficiaire(demarche.rang))]
    }

    // MARK: Folding

    /// The state after an event. Total: one that the table does not allow here changes nothing.
    public mutating func apply(_ evenement: Evenement, at reel: Instant) {
        switch evenement {
        case .exerciceCommence, .identificationRefusee, .choixRefuse, .confirmationRefusee: break
        case .demarcheCommencee(let beneficiaire):
            guard let etape = demarche.etape.suivante(.nouvelleDemarche), let rang = fiche.rang(beneficiaire) else { return }
            demarche = Demarche(etape: etape, rang: rang)
        case .identificationReussie(let beneficiaire):
            guard let etape = demarche.etape.suivante(.identifier), let rang = fiche.rang(beneficiaire) else { return }
            demarche = Demarche(etape: etape, rang: rang)
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
            dossiers[demarche.rang].code?.utilise = true
            dossiers[demarche.rang].profil = decision.choix.effet
            dossiers[demarche.rang].ouvertParLeDelai = false
            dossiers[demarche.rang].suppressionDemandee = decision.suppression
            justificatifs.append(Justificatif(
                reference: reference, rang: demarche.rang, decision: decision, instant: now(reel), instantReel: reel))
        case .ouvertureAutomatique(let beneficiaire):
            guard let rang = fiche.rang(beneficiaire), dossiers[rang].profil == .enAttente else { return }
            dossiers[rang].profil = .actif
            dossiers[rang].ouvertParLeDelai = true
            if rang == demarche.rang, let etape = demarche.etape.suivante(.ouvertureAutomatique) {
                (demarche.etape, demarche.decision) = (etape, nil)
            }
        case .horlogeReglee(let instant):
            horloge = Horloge(reglee: instant, reel: reel)
            for rang in personnes where dossiers[rang].ouvertParLeDelai && jour(reel) <= Delai.jours {
                dossiers[rang].profil = .enAttente
                dossiers[rang].ouvertParLeDelai = false
            }
        }
    }

    /// The fold of a whole timeline; `nil` when it does not begin an exercice.
    public init?(_ evenements: some Sequence<(evenement: Evenement, reel: Instant)>) {
        var restants = evenements.makeIterator()
        guard let premier = restants.next() else { return nil }
        self.init(premier.evenement, at: premier.reel)
        while let (evenement, reel) = restants.next() { apply(evenement, at: reel) }
    }
}
