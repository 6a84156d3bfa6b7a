import ArgumentParser
import Foundation

@main
struct Opposition: ParsableCommand {
    /// Semantic versioning; 1.0.0 when the names of the libraries are settled. The OpenAPI document tells it too.
    static let version = "0.9.0"

    static let configuration = CommandConfiguration(
        commandName: "opposition",
        abstract: "A training mock of the opposition to « Mon espace santé ». It is not the official service.",
        discussion: "Never type a real number into it: it refuses them. Nothing ever leaves this machine.",
        version: version,
        subcommands: [
            Serve.self, Verify.self, WriteJustificatif.self, WriteKit.self, PrintProcedure.self, PrintConnection.self, Rotate.self,
            Healthcheck.self,
        ],
        defaultSubcommand: Serve.self)

    @Flag(help: "Print the licences of this program and of what it is made with.")
    var licenses = false

    /// Asked of the command that stands before any other: here it is printed, and nothing else is done.
    func validate() throws { if licenses { throw CleanExit.message(Licenses.text) } }

    /// Runs the command. What cannot be done is one line on standard error.
    static func main() {
        openStandardDescriptors()
        ProcessRules.apply()
        do {
            // Swift reads the arguments there: without it, what was asked for would go unheard, and a server would start.
            guard CommandLine.argc > 0 else { throw ValidationError("/proc cannot be read: mount it, as in “mount -t proc proc /proc”.") }
            if let refusal = Screening.refusal(arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment) {
                throw ValidationError(refusal)
            }
            var command = try parseAsRoot()
            try command.run()
        } catch let error where exitCode(for: error).isSuccess {
            exit(withError: error)  // --help and --version
        } catch {
            let line = message(for: error).split(separator: "\n").first.map { "opposition: \($0)\n" } ?? ""
            // Where nobody can read it, there is nothing to do about it.
            _ = Array(line.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            Foundation.exit(exitCode(for: error).rawValue)
        }
    }

    /// One that was closed before the program began would become that of a file or of a connection, and the log go there.
    private static func openStandardDescriptors() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 { _ = open("/dev/null", O_RDWR) }
    }
}
