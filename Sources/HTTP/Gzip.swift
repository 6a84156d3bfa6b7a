import Deflate
import Synchronization

/// The two forms of a representation that is offered as gzip: made when they are first wanted, and once.
final class GzipForm: Sendable {
    struct Forms: Sendable { let plain, coded: Representation }

    private final class Made: Sendable {
        let forms: Forms?
        init(_ forms: Forms?) { self.forms = forms }
    }

    private let made = AtomicLazyReference<Made>()

    /// nil where it would not be smaller by a tenth: then it is not worth the client's work.
    func forms(of plain: Representation) -> Forms? {
        if let made = made.load() { return made.forms }
        // Two threads may come here together: the first to be done is the one that counts.
        return made.storeIfNil(Made(make(plain))).forms
    }

    private func make(_ plain: Representation) -> Forms? {
        guard case .bytes(let octets) = plain.content else { return nil }
        let coded = compressed(octets, as: .gzip)
        return coded.count * 10 <= octets.count * 9 ? Forms(plain: plain.besideGzip(), coded: plain.coded(gzip: coded)) : nil
    }
}
