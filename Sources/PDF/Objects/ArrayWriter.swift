/// The inside of one array.
struct ArrayWriter: ~Copyable {
    var sink: ByteSink

    mutating func name(_ value: String) { sink.name(value) }
    mutating func integer(_ value: Int) { sink.integer(value) }
    mutating func real(_ value: Double) { sink.real(value) }
    mutating func reference(_ value: Reference) { sink.reference(value) }
    mutating func string(_ value: [UInt8]) { sink.string(value) }
    mutating func array(_ body: (inout ArrayWriter) -> Void) { sink.array(body) }
    mutating func dictionary(_ body: (inout DictionaryWriter) -> Void) { sink.dictionary(body) }
}
