public import Formation
public import Journal
public import Procedure

/// Where what is followed is written, as octets: the stream of a response, or anything else that is read at its own pace.
public protocol Sink: AnyObject, Sendable {
    /// False where nobody reads any more.
    @discardableResult
    func write(_ octets: [UInt8]) -> Bool
    /// Waits until the reader has taken what was written; false where nobody reads any more.
    func room() async -> Bool
    func finish()
}

/// What somebody who follows a timeline is told.
public enum News: Sendable {
    /// An event, and when it happened by the exercice's own clock.
    case event(Journal.Entry, instant: Instant?)
    /// Only that there is one of that number.
    case number(Int)
    /// Something that is no event of it.
    case word(String)
}

/// What is told to those who follow, as octets: how that is written is not for this room to know.
public struct Encoding: Sendable {
    let news: @Sendable (News) -> [UInt8]
    let changes: @Sendable (SecretDeSalle, Registre.Changes) -> [UInt8]

    public init(news: @escaping @Sendable (News) -> [UInt8], changes: @escaping @Sendable (SecretDeSalle, Registre.Changes) -> [UInt8]) {
        (self.news, self.changes) = (news, changes)
    }
}
