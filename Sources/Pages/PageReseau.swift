import Markup
import PDF
import Procedure

/// For whoever runs the server: its addresses, to show to the room.
struct PageReseau {
    /// Whether others are let in at all.
    var isOpen: Bool
    /// The SHA-256 of a certificate that browsers do not know.
    var empreinte: String?
    var adresses: [String]

    var html: HTML {
        Layout.document(
            titre: "Le réseau de la salle", ecran: .reseau,
            corps: """
                <h1>Le réseau de la salle</h1>
                \(isOpen ? open : Self.closed)
                """)
    }

    private static let closed: HTML = """
        <p class="lead">Ce cahier n’est ouvert qu’à cet ordinateur. Personne d’autre ne peut le joindre.</p>
        <p>Pour l’ouvrir à une salle, arrêtez-le (Ctrl-C), puis relancez-le ainsi :</p>
        <p><code>opposition --lan</code></p>

        """

    private var open: HTML {
        """
        <p class="lead">Les personnes reliées au même réseau ouvrent une de ces adresses, ou scannent son carré.</p>
        <div class="note">
        <h2>Ce qui est ouvert</h2>
        <p>Toute personne de ce réseau peut ouvrir ces pages et commencer un exercice. Elle ne voit ni l’exercice d’une autre, ni rien d’autre sur cet ordinateur. Choisissez un réseau que vous connaissez, et arrêtez le cahier après la séance (Ctrl-C).</p>
        </div>
        \(adresses.isEmpty ? Self.none : "\(adresses.enumerated().map(Self.address).joined())")\(fingerprint)
        """
    }

    private static let none: HTML = """
        <p><strong>Cet ordinateur n’a pas d’adresse que d’autres peuvent joindre.</strong> Reliez-le au Wi-Fi ou au câble de la salle, puis rechargez cette page.</p>

        """

    private static func address(_ rang: Int, _ adresse: String) -> HTML {
        // An address is far below what the largest symbol holds.
        guard let code = try? QRCode(adresse) else { return .empty }
        return """
            <section aria-labelledby="adresse-\(rang)">
            <h2 id="adresse-\(rang)"><span class="number">\(adresse)</span></h2>
            \(code.svg("Code QR de l’adresse \(adresse)"))</section>

            """
    }

    private var fingerprint: HTML? {
        empreinte.map { empreinte in
            """
            <section aria-labelledby="empreinte">
            <h2 id="empreinte">L’empreinte du certificat</h2>
            <p>Les navigateurs ne connaissent pas ce certificat et avertissent. Avant de continuer, affichez-le : son empreinte SHA-256 doit être celle-ci.</p>
            <p><span class="number">\(empreinte.replacing(":", with: " "))</span></p>
            </section>

            """
        }
    }
}

extension Ecran {
    static let reseau = Ecran("Le réseau de la salle", adresse: "/reseau", [
        Element(montre: "Les adresses de cet ordinateur, leur code QR et l’empreinte du certificat.", statut: .outil, source: .nous),
    ])
}
