/// The inside of one dictionary: a value cannot be written without its key, and the end writes itself.
struct DictionaryWriter: ~Copyable {
    var sink: ByteSink

    mutating func name(_ key: String, _ value: String) {
        sink.key(key)
        sink.name(value)
    }
    mutating func integer(_ key: String, _ value: Int) {
        sink.key(key)
        sink.integer(value)
    }
    mutating func real(_ key: String, _ value: Double) {
        sink.key(key)
        sink.real(value)
    }
    mutating func bool(_ key: String, _ value: Bool) {
        sink.key(key)
        sink.bool(value)
    }
    mutating func text(_ key: String, _ value: String) {
        sink.key(key)
        sink.text(value)
    }
    mutating func string(_ key: String, _ value: [UInt8]) {
        sink.key(key)
        sink.string(value)
    }
    mutating func reference(_ key: String, _ value: Reference) {
        sink.key(key)
        sink.reference(value)
    }
    mutating func array(_ key: String, _ body: (inout ArrayWriter) -> Void) {
        sink.key(key)
        sink.array(body)
    }
    mutating func dictionary(_ key: String, _ body: (inout DictionaryWriter) -> Void) {
        sink.key(key)
        sink.dictionary(body)
    }
    mutating func rectangle(_ key: String, _ value: Rectangle) {
        array(key) {
            $0.real(value.x)
            $0.real(value.y)
            $0.real(value.x + value.width)
            $0.real(value.y + value.height)
        }
    }
}
