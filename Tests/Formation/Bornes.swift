import Testing
@testable import Formation
@testable import Procedure

@Suite("Numbers in the events of a salle")
struct Bornes {
    static let extremes = [Int.min, Int.min + 1, -1, 0, 1, 40, 41, 250, 251, 480, 481, 1_000_000, 1_000_001, Int.max - 1, Int.max]

    static func lu(_ nom: String, _ attributs: [String: Attribut.Valeur]) -> EvenementDeSalle? {
        EvenementDeSalle(nom: nom, attributs: attributs.map { Attribut(nom: $0.key, valeur: $0.value) })
    }

    /// Every event that holds these numbers.
    static func attributs(_ un: Int, _ autre: Int) -> [(nom: String, attributs: [String: Attribut.Valeur])] {
        let pose = Salles.pose(1).ligne, reprise = "BCDF-GHJK", id = Salles.id(1)
        return [
            ("posteRejoint", ["poste": .texte("\(un)"), "reprise": .texte(reprise), "pose": .texte(pose)]),
            ("interventionFaite", ["intervention": .texte("remise"), "traces": .liste(["\(un) pose \(pose)", "\(autre) evenement \(id) \(un)", "\(un)"])]),
            ("interventionFaite", ["intervention": .texte("remise"), "postes": .liste(["\(un)"]), "poses": .liste([pose])]),
            ("interventionAnnulee", ["intervention": .texte("\(un)")]),
            ("etapeCommencee", ["etape": .texte("\(un)")]),
            ("planChange", ["plan": .liste(["S1:\(un)"])]),
            ("jeuDeRoleForme", ["usager": .texte("\(un)"), "conseiller": .texte("\(autre)")]),
            ("jeuDeRoleDefait", ["usager": .texte("\(un)")]),
        ]
    }

    @Test("A number of a stored event is within its bounds, or there is no event; what is read can be applied and reads back")
    func nombres() throws {
        for un in Self.extremes {
            for autre in Self.extremes {
                for (nom, attributs) in Self.attributs(un, autre) {
                    guard let evenement = Self.lu(nom, attributs) else { continue }
                    #expect(evenement.isReadable)
                    var salle = try Salles.salle(2)
                    salle.apply(evenement, at: Salles.reel)
                    Self.regarde(salle)
                }
            }
        }
        #expect(Self.lu("posteRejoint", Self.attributs(251, 1)[0].attributs) == nil && Self.lu("posteRejoint", Self.attributs(250, 1)[0].attributs) != nil)
        #expect(Self.lu("interventionAnnulee", ["intervention": .texte("\(Int.min)")]) == nil && Self.lu("etapeCommencee", ["etape": .texte("0")]) == nil)
    }

    /// Reads all that is read of a salle.
    static func regarde(_ salle: Salle) {
        for poste in salle.postes {
            _ = (poste.pose, poste.exercices, salle.reprise(poste.numero), salle.distribution(poste.numero, "S1"), salle.distribution(.ficheSuivante, poste.numero))
            _ = poste.tours.map { $0.share(from: Instant(milliseconds: .min), to: Instant(milliseconds: .max)) }
        }
        _ = (salle.scenario, salle.libres, salle.exercices, salle.plan.minutes)
    }

    @Test("What was laid first before a place stays, whatever a stored event takes away")
    func premierePose() throws {
        var salle = try Salles.salle(1)
        salle.apply(.interventionFaite(.remise, [Trace(1, .pose(Salles.pose(1)))]), at: Salles.reel)
        salle.apply(.interventionAnnulee(1), at: Salles.reel)
        #expect(salle.poste(1)?.pose == Salles.pose(1))
    }

    @Test("The step under way is always one of the plan, whatever the plan becomes")
    func plan() throws {
        var salle = try Salles.salle(1, Plan.Modele.demiJournee.plan)
        salle.apply(.etapeCommencee(11), at: Salles.reel)
        salle.apply(.planChange(Plan.Modele.telephone.plan), at: Salles.reel)
        #expect(salle.etape == nil && salle.scenario == "S1")
    }

    @Test("Every event that a salle can leave reads back as what it is")
    func relus() throws {
        var hasard = Suite(etat: 3), salle = try Salles.salle(20), vus: Set<String> = []
        func tire(_ nombre: Int) -> Int { Int(hasard.next() >> 33) % nombre }
        let interventions = Intervention.toutes, plans = Plan.Modele.allCases.map(\.plan)
        let ouverture = EvenementDeSalle.salleOuverte(salle.code, salle.plan, salle.jeu, reprises: (1...Salle.maximum).compactMap { salle.reprise($0) })
        #expect(ouverture.isReadable)
        for tour in 0..<3_000 {
            let poste = 1 + tire(Salle.maximum), autre = 1 + tire(20), intervention = interventions[tire(interventions.count)]
            let effet: Trace.Effet = intervention.isReplacement ? .pose(Salles.pose(1_000 + tour, tour % 2 == 0 ? nil : "S4")) : .evenement(Salles.id(autre), numero: 1 + tire(5_000))
            let commande: CommandeDeSalle = switch tire(8) {
            case 0: .prendre(poste, salle.reprise(poste) ?? CodeDeReprise(hasard: &hasard), Salles.pose(poste))
            case 1, 2: .tracer(intervention, [Trace(autre, effet), Trace(1 + tire(20), .oublie)], vu: salle.interventions.count)
            case 3: .annuler(1 + tire(max(1, salle.interventions.count)))
            case 4: .changerPlan(plans[tire(plans.count)])
            case 5:
                { rang in .commencerEtape(rang, salle.plan.etapes[rang - 1].activite, [], vu: 0) }(1 + tire(salle.plan.etapes.count))
            case 6: .former(usager: autre, conseiller: 1 + tire(20))
            default: .defaire(usager: autre)
            }
            guard let evenements = try? salle.decide(commande) else { continue }
            for evenement in evenements {
                #expect(evenement.isReadable, "\(evenement)")
                vus.insert(evenement.nom)
                salle.apply(evenement, at: Salles.reel + Int64(tour))
            }
        }
        #expect(vus.count == 7)
    }

    @Test("Whatever stands in a stored event, nothing traps")
    func attributsAuHasard() {
        var hasard = Suite(etat: 11)
        func tire(_ nombre: Int) -> Int { Int(hasard.next() >> 33) % nombre }
        let noms = ["salleOuverte", "posteRejoint", "interventionFaite", "interventionAnnulee", "planChange", "etapeCommencee", "jeuDeRoleForme", "jeuDeRoleDefait", "", "x"]
        let cles = ["code", "plan", "jeu", "reprises", "poste", "reprise", "pose", "intervention", "traces", "postes", "poses", "etape", "usager", "conseiller"]
        let textes = Self.extremes.map(String.init) + ["", " ", "1 pose", "1 evenement x 2", "S1:15", "S1:\(Int.max)", ":", "BCD-FGH", "BCDF-GHJK", "remise", Salles.pose(1).ligne, "\(Int.min) pose \(Salles.pose(1).ligne)", "e\u{301}\u{301}"]
        for _ in 0..<20_000 {
            let attributs = (0..<tire(5)).map { _ in
                let liste = (0..<tire(4)).map { _ in textes[tire(textes.count)] }
                return Attribut(nom: cles[tire(cles.count)], valeur: tire(2) == 0 ? .liste(liste) : .texte(textes[tire(textes.count)]))
            }
            _ = EvenementDeSalle(nom: noms[tire(noms.count)], attributs: attributs)
        }
    }
}

extension Recordable {
    /// Whether it is read back as what it is: the journal writes no other.
    var isReadable: Bool { Self(nom: nom, attributs: attributs) == self }
}
