import Foundation
import Testing
@testable import Pages
@testable import Procedure

/// The machine explains itself: the drawing and the texts are made from the tables that decide.
@Suite("The machine, drawn and printed")
struct Automates {
    let reel = PagesExemples.reel

    @Test("An arrow of the démarche is a line of its table, and the other way round")
    func demarche() {
        let arrows = Automate.demarche.fleches.map { [$0.de, $0.nom, $0.vers] }
        #expect(arrows == Transition.toutes.map { [$0.de.rawValue, $0.nom.rawValue, $0.vers.rawValue] })
    }

    @Test("An arrow of the espace is what a decision, or day 43, makes of it in an exercice", arguments: ["odile-vautrin", "nour-belkhiri", "solange-thibery", "irene-coste"])
    func espace(cle: String) throws {
        let depart = try PagesExemples.exercice(cle), etat = depart.profil(0, at: reel)
        var expected: Set<[String]> = []
        for choix in Choix.allCases {
            var exercice = depart
            exercice.apply(.identificationReussie(beneficiaire: nil), at: reel)
            for commande in [Commande.choisir(.success(Decision(choix))), .confirmer(PagesExemples.reference())] {
                for evenement in exercice.decide(commande, at: reel).evenements { exercice.apply(evenement, at: reel) }
            }
            if exercice.justificatifs.count == 1 { expected.insert([etat.rawValue, choix.rawValue, exercice.profil(0, at: reel).rawValue]) }
        }
        var exercice = depart
        exercice.apply(.horlogeReglee(try #require(exercice.instant(.repere(.lendemainDuTerme), at: reel))), at: reel)
        let alone = exercice.profil(0, at: reel)
        if alone != etat { expected.insert([etat.rawValue, "ouvertureAutomatique", alone.rawValue]) }
        #expect(Set(Automate.profil.fleches.filter { $0.de == etat.rawValue }.map { [$0.de, $0.nom, $0.vers] }) == expected)
    }

    @Test("An arrow leads from a state to a state, each named once, and an exercice stands in one of them")
    func closed() throws {
        #expect(Set(Automate.tous.map(\.nom)).count == Automate.tous.count)
        let exercice = try PagesExemples.exercice("odile-vautrin")
        for automate in Automate.tous {
            let states = automate.etats.map(\.nom)
            #expect(Set(states).count == states.count && Set(automate.etats.map(\.libelle)).count == states.count)
            #expect(Set(automate.fleches.flatMap { [$0.de, $0.vers] }) == Set(states), "\(automate.nom)")
            if let position = automate.position(exercice, reel) { #expect(states.contains(position)) }
        }
    }

    @Test("The drawing has a box for each state, a line and a label for each arrow, and marks the place where one stands")
    func drawing() {
        for automate in Automate.tous {
            for ici in [nil] + automate.etats.map({ Optional($0.nom) }) {
                let html = String(decoding: AutomateDessin(automate: automate, ici: ici).html.bytes, as: UTF8.self)
                #expect(html.components(separatedBy: "class=\"state").count == automate.etats.count + 1)
                let told = automate.communes.joined(), drawn = automate.fleches.filter { fleche in !told.contains { $0.de == fleche.de && $0.nom == fleche.nom } }
                #expect(html.components(separatedBy: "class=\"arrow").count == drawn.count + 1)
                #expect(html.components(separatedBy: "class=\"arrow imposed\"").count == drawn.count(where: \.isImposed) + 1)
                #expect(html.components(separatedBy: "class=\"state here\"").count == (ici == nil ? 1 : 2))
                for label in automate.etats.map(\.libelle) + automate.fleches.map(\.libelle) { #expect(html.texte.contains(label)) }
            }
        }
    }

    @Test("No line is drawn over another that leads elsewhere: a lane belongs to one state where it passes")
    func lanes() throws {
        for automate in Automate.tous {
            let html = String(decoding: AutomateDessin(automate: automate).html.bytes, as: UTF8.self)
            let paths = html.matches(of: /class="arrow[^"]*" d="M\d+ (\d+)H\d+Q(\d+) \d+ \d+ \d+V\d+Q\d+ (\d+)/).map { match in
                (x: Int(match.2) ?? 0, from: Int(match.1) ?? 0, to: Int(match.3) ?? 0)
            }
            #expect(paths.count == automate.fleches.count - automate.communes.joined().count)
            for one in paths {
                for other in paths where other.x == one.x && other.to != one.to {
                    let apart = max(one.from, one.to) < min(other.from, other.to) || max(other.from, other.to) < min(one.from, one.to)
                    #expect(apart, "\(automate.nom): \(one) \(other)")
                }
                #expect((0...320).contains(one.x))
            }
        }
    }

    @Test("As text for Graphviz")
    func dot() {
        #expect([Automate.demarche].dot == """
            digraph procedure {
              node [shape=box, style=rounded];
              subgraph cluster_demarche {
                label="La démarche";
                demarche_identification [label="S’identifier"];
                demarche_choix [label="Choisir"];
                demarche_confirmation [label="Confirmer"];
                demarche_priseEnCompte [label="Garder la preuve"];
                demarche_identification -> demarche_choix [label="s’identifier"];
                demarche_choix -> demarche_confirmation [label="choisir"];
                demarche_confirmation -> demarche_choix [label="modifier"];
                demarche_confirmation -> demarche_priseEnCompte [label="confirmer"];
                demarche_confirmation -> demarche_choix [label="43e jour\u{A0}: l’espace s’ouvre seul", style=dashed];
                demarche_choix -> demarche_identification [label="la session expire", style=dashed];
                demarche_confirmation -> demarche_identification [label="la session expire", style=dashed];
                demarche_identification -> demarche_identification [label="autre démarche"];
                demarche_choix -> demarche_identification [label="autre démarche"];
                demarche_confirmation -> demarche_identification [label="autre démarche"];
                demarche_priseEnCompte -> demarche_identification [label="autre démarche"];
              }
            }

            """)
    }

    @Test("As text for Mermaid: every line is one of its grammar, no id stands twice")
    func mermaid() throws {
        let lines = Automate.tous.mermaid.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.first == "stateDiagram-v2")
        var ids: [String] = []
        for line in lines.dropFirst() {
            if let state = line.wholeMatch(of: #/    state "[^"]+" as (\w+)/#) { ids.append(String(state.1)) } else {
                let isArrow = line.wholeMatch(of: #/    (\[\*\]|\w+) --> \w+(: [^:;{}\#]+)?/#) != nil
                #expect(isArrow || line == "  }" || line.wholeMatch(of: #/  state "[^"]+" as \w+ \{/#) != nil, "\(line)")
            }
        }
        #expect(Set(ids).count == ids.count && ids.count == Automate.tous.reduce(0) { $0 + $1.etats.count })
    }
}
