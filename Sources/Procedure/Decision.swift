// What a command leads to. Pure: nothing here reads a clock, draws chance or changes a state.

extension Exercice {
    /// Events to make durable, a refusal, or both. The same state, command and time always give the same.
    public func decide(_ commande: Commande, at reel: Instant) -> Verdict {
        if enPause, !commande.isRoom { return Verdict(refus: .pause) }
        if let partie = commande.partie, let obstacle = obstacle(partie, lecture: false, at: reel) {
            return Verdict(.incidentRencontre(obstacle.genre), refus: .serviceIndisponible(obstacle.genre, attente: obstacle.attente))
        }
        if let transition = commande.transition, demarche.etape.suivante(transition) == nil { return Verdict(refus: .etapeInattendue) }
        if let partie = commande.partie, isOn(.sessionExpiree, at: reel), Incident.Genre.sessionExpiree.effet(sur: partie) != nil {
            return Verdict(.sessionExpiree, refus: .sessionExpiree)
        }
        switch commande {
        case .identifier(let saisie): return identifier(saisie.resultat, at: reel)
        case .choisir(.success(let decision)): return choisir(decision, at: reel)
        case .choisir(.failure(let saisie)): return refuse(.saisie(saisie)) { .choixRefuse($0) }
        case .modifier: return Verdict(.choixRepris)
        case .confirmer(let reference): return confirmer(reference, at: reel)
        case .decisionIllisible(let saisie): return refuse(.saisie(saisie)) { .confirmationRefusee($0) }
        case .nouvelleDemarche(.success(let cle)):
            guard let rang = fiche.rang(cle) else { return Verdict(refus: .saisie(.personneInconnue)) }
            // Where one already stands at the beginning for that person, there is nothing to begin.
            return demarche == Demarche(etape: .identification, rang: rang) ? Verdict() : Verdict(.demarcheCommencee(beneficiaire: cle))
        case .nouvelleDemarche(.failure(let saisie)), .juger(.failure(let saisie)): return Verdict(refus: .saisie(saisie))
        case .demanderCode(let saisie, let code): return demanderCode(saisie.resultat, code, at: reel)
        case .envoyerCourrier: return Verdict(.courrierEnvoye)
        case .juger(.success((let message, let jugement))):
            guard hasMessage(message, at: reel) else { return Verdict(refus: .saisie(.messageInconnu)) }
            return jugements[message] == jugement ? Verdict() : Verdict(.messageJuge(message: message, jugement))
        case .appel(let commande): return decide(commande, at: reel)
        case .reglerHorloge(let reglage):
            guard let instant = instant(reglage, at: reel) else { return Verdict(refus: .saisie(SaisieInvalide(reglage.champ, .horsBornes))) }
            return Verdict(.horlogeReglee(instant))
        case .declarer(let incident):
            guard incident.fin.map(Instant.mur.contains) ?? true else { return Verdict(refus: .saisie(SaisieInvalide(.fin, .horsBornes))) }
            return incidents.contains(incident) && incident.isOn(at: reel) ? Verdict() : Verdict(.incidentDeclare(incident))
        case .terminer(let genre): return terminer(genre, at: reel)
        case .commencerPause: return enPause ? Verdict() : Verdict(.pauseCommencee)
        case .finirPause: return enPause ? Verdict(.pauseTerminee) : Verdict()
        case .donnerIndice(let indice): return indices.contains(indice) ? Verdict() : Verdict(.indiceDonne(indice))
        case .retirerIndice(let indice): return indices.contains(indice) ? Verdict(.indiceRetire(indice)) : Verdict()
        }
    }

    private func refuse(_ refus: Refus, _ evenement: (Refus.Code) -> Evenement) -> Verdict { Verdict(evenement(refus.code), refus: refus) }

    // MARK: The four items

    private func identifier(_ saisie: Result<Identification, SaisieInvalide>, at reel: Instant) -> Verdict {
        func refuse(_ refus: Refus, _ champs: [Champ] = []) -> Verdict { Verdict(.identificationRefusee(refus.code, champs: champs), refus: refus) }
        let items: Identification
        switch saisie {
        case .failure(let invalide): return refuse(.saisie(invalide), invalide.champs)
        case .success(let valides): items = valides
        }
        guard isHolder(items.nir, items.typeCarteVitale, items.numeroSerie, at: reel),
            let rang = personnes.first(where: { code($0, at: reel)?.valeur == items.codeProvisoire }),
            items.beneficiaire == nil || items.beneficiaire == beneficiaire(rang),
            let code = code(rang, at: reel)
        else { return refuse(.identiteInconnue) }
        if !fiche.estRattache(rang) { return refuse(.parentNonRattache) }
        if rang > 0, !items.certification { return refuse(.representationRequise, Self.certification) }
        if code.utilise { return refuse(.codeUtilise) }
        if isExpired(code, at: reel) { return refuse(.codeExpire) }
        if fiche.estDecede(rang) { return refuse(.personneDecedee) }
        return Verdict(.identificationReussie(beneficiaire: beneficiaire(rang)))
    }

    private static let certification = [Champ.certification]

    /// Whether the number and the card are those of the holder, whom the service knows.
    private func isHolder(_ nir: NumeroDeSecuriteSociale, _ type: TypeCarteVitale, _ serie: String, at reel: Instant) -> Bool {
        fiche.affilie && nir == fiche.nir && type == fiche.typeCarteVitale && serie == fiche.numeroSerie && !isOn(.departementNonConcerne, at: reel)
    }

    // MARK: The choice

    private func choisir(_ decision: Decision, at reel: Instant) -> Verdict {
        let ouverture = ouverture(demarche.rang, at: reel), etat = profil(demarche.rang, at: reel)
        guard etat.choixPermis.contains(decision.choix) else {
            let refus = decision.choix == .activation ? Refus.profilExistant : .choixImpossible
            return Verdict(ouverture + .choixRefuse(refus.code), refus: refus)
        }
        return Verdict(ouverture + .choixFait(decision))
    }

    private func confirmer(_ reference: Reference, at reel: Instant) -> Verdict {
        guard let decision = demarche.decision, let code = demarche.code else { return Verdict(refus: .etapeInattendue) }
        // It was spent elsewhere meanwhile: by phone.
        if dossiers[demarche.rang].codes[code].utilise { return refuse(.codeUtilise) { .confirmationRefusee($0) } }
        if choixPermis(at: reel).contains(decision.choix) { return Verdict(.decisionConfirmee(reference)) }
        // Time passed, or the clock was set: the choice made no longer stands, and must be made again.
        let refus = profil(demarche.rang, at: reel) == .actif ? Refus.espaceOuvert : .choixImpossible
        let ouverture = ouverture(demarche.rang, at: reel)
        return Verdict(Evenements(.confirmationRefusee(refus.code)) + (ouverture.first ?? .choixRepris), refus: refus)
    }

    /// The opening by itself, told once, when the démarche or a call first meets it.
    func ouverture(_ rang: Int, at reel: Instant) -> Evenements {
        guard dossiers[rang].profil == .enAttente, profil(rang, at: reel) == .actif else { return Evenements() }
        return Evenements(.ouvertureAutomatique(beneficiaire: beneficiaire(rang)))
    }

    // MARK: A new code

    private func demanderCode(_ saisie: Result<DemandeDeCode, SaisieInvalide>, _ code: CodeFictif, at reel: Instant) -> Verdict {
        func refuse(_ refus: Refus, _ champs: [Champ] = []) -> Verdict { Verdict(.codeProvisoireRefuse(refus.code, champs: champs), refus: refus) }
        let demande: DemandeDeCode
        switch saisie {
        case .failure(let invalide): return refuse(.saisie(invalide), invalide.champs)
        case .success(let valide): demande = valide
        }
        guard isHolder(demande.nir, demande.typeCarteVitale, demande.numeroSerie, at: reel) else { return refuse(.identiteInconnue) }
        var rangs = (premier: Int?.none, suivant: Int?.none)
        for rang in personnes where fiche.naissance(rang) == demande.dateNaissance && (demande.beneficiaire == nil || beneficiaire(rang) == demande.beneficiaire) {
            rangs = rangs.premier == nil ? (rang, nil) : (rangs.premier, rang)
        }
        guard let rang = rangs.premier else { return refuse(.identiteInconnue) }
        guard rangs.suivant == nil else { return refuse(.choixDuProfil) }
        if !fiche.estRattache(rang) { return refuse(.parentNonRattache) }
        if fiche.estDecede(rang) { return refuse(.personneDecedee) }
        guard Canal.allCases.contains(where: { isReachable($0, at: reel) }) else { return refuse(.coordonneesInconnues) }
        // One asked where a code can be sent: the answer is on the next page, and nothing happened yet.
        guard let canal = demande.canal else { return Verdict() }
        guard isReachable(canal, at: reel) else { return refuse(.saisie(.canalInconnu), SaisieInvalide.canalInconnu.champs) }
        if let attente = attente(rang, at: reel) { return refuse(.delaiMinimal(attente: attente)) }
        return Verdict(.codeProvisoireEnvoye(code, canal, beneficiaire: beneficiaire(rang)))
    }

    /// In how many seconds another code can be sent for that person; `nil`: now.
    private func attente(_ rang: Int, at reel: Instant) -> Int? {
        guard let dernier = dossiers[rang].codes.last, dernier.estNouveau else { return nil }
        let ecoule = now(reel) - dernier.instant, delai = Int64(faits.intervalleDesCodes.valeur) * 1000
        // A clock that was set back behind it leaves nothing to wait for.
        return (0..<delai).contains(ecoule) ? Self.secondes(delai - ecoule) : nil
    }

    // MARK: Incidents

    private func terminer(_ genre: Incident.Genre?, at reel: Instant) -> Verdict {
        incidents.contains { genre == nil || $0.genre == genre } ? Verdict(.incidentTermine(genre)) : Verdict()
    }
}

extension SaisieInvalide {
    static let personneInconnue = SaisieInvalide(.beneficiaire, .inconnu)
    static let messageInconnu = SaisieInvalide(.message, .inconnu)
    static let canalInconnu = SaisieInvalide(.canal, .inconnu)
}
