import ArgumentParser

@main
struct Opposition: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opposition",
        abstract: "A training mock of the opposition to « Mon espace santé ». It is not the official service.",
        discussion: "Never type a real number into it: it refuses them. Nothing ever leaves this machine.",
        version: "0.1.0",
        subcommands: [Serve.self, Healthcheck.self],
        defaultSubcommand: Serve.self)
}
