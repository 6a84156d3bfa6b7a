import PDF
import Synchronization

/// All that decides how a sheet is laid out, and no word of one document.
struct Forme: Hashable, Sendable {
    let decision: Justificatif.Decision
    let canal: Justificatif.Canal
    let jeu: Police.Jeu
    /// Lines that the name, the representative and the address of verification take; 0 when there is none.
    let lignes: [Int]
    /// Modules on a side of the QR code.
    let modules: Int?
    let echelle: Double
    /// Octets kept for a signature.
    let signature: Int?
    let fichier: FileForm
}

/// The sheets that were laid out last, to be filled again: laying one out costs twenty times as much as filling it.
enum Formes {
    /// `nil` for a form that one page cannot hold.
    static func feuille(
        _ forme: Forme, _ faire: () throws(JustificatifError) -> PageDuJustificatif?
    ) throws(JustificatifError) -> PageDuJustificatif? {
        // Letters of elsewhere come back too rarely to be kept.
        guard forme.jeu != .autre else { return try faire() }
        if let gardee = gardees.withLock({ $0[forme] }) { return gardee }
        let feuille = try faire()
        gardees.withLock {
            if $0.count >= limite { $0.removeAll(keepingCapacity: true) }
            $0[forme] = .some(feuille)
        }
        return feuille
    }

    /// Half a megabyte: more than the decisions, ways and one or two lines of names make together.
    private static let limite = 32
    private static let gardees = Mutex<[Forme: PageDuJustificatif?]>([:])
}
