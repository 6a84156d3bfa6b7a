import ArgumentParser
import Documents

struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Replace the key that signs the justificatifs.",
        discussion: "What the old key signed stays verifiable: its certificate is kept in certificats/. A server that runs takes the new key when it starts again.")

    @OptionGroup var directory: DataDirectory

    func run() throws {
        directory.tighten()
        try Keyring.rotate(directory: directory.path, now: Serve.now().milliseconds / 1000)
    }
}
