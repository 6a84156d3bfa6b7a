// swift-tools-version: 6.2
import PackageDescription

/// The Swift servers that ours is measured beside, at the versions that the README names.
let package = Package(
    name: "peers",
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    ],
    targets: [
        .target(name: "Pages"),
        .executableTarget(
            name: "hummingbird-peer",
            dependencies: [
                "Pages", .product(name: "Hummingbird", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Sources/HummingbirdPeer"),
        .executableTarget(name: "flyingfox-peer", dependencies: ["Pages", "FlyingFox"], path: "Sources/FlyingFoxPeer"),
    ],
    swiftLanguageModes: [.v6]
)
