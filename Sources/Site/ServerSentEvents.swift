import Cahier
import HTTP
import Markup
import Pages
import Procedure

extension ContentStream: Sink {}

/// What is told to those who follow, in the format of event streams (HTML §9.2).
enum ServerSentEvents {
    /// A comment: nothing for the reader, and enough to notice one who left.
    static let heartbeat = Array(":\n\n".utf8)

    static func octets(_ news: News) -> [UInt8] {
        switch news {
        case .event(let entry, let instant):
            let data = JSONWriter.bytes { $0.evenement(entry.evenement, numero: entry.numero, instant: instant, reel: entry.reel) }
            return Array("id: \(entry.numero)\nevent: \(entry.evenement.nom)\ndata: ".utf8) + data + Array("\n\n".utf8)
        case .number(let numero): return Array("id: \(numero)\ndata: \(numero)\n\n".utf8)
        case .word(let word): return Array("event: \(word)\ndata: \(word)\n\n".utf8)
        }
    }
}

extension Encoding {
    /// The register as pieces of its page.
    static let serverSentEvents = Encoding(news: ServerSentEvents.octets) { secret, changes in
        let ordre = changes.registre.tuiles.map { String($0.numero) }.joined(separator: " ")
        let lines = changes.html(secret).bytes.split(separator: UInt8(ascii: "\n"))
        return Array("id: \(changes.registre.revision)\nevent: registre\ndata: \(ordre)\n".utf8)
            + lines.flatMap { Array("data: ".utf8) + $0 + [UInt8(ascii: "\n")] } + [UInt8(ascii: "\n")]
    }
}
