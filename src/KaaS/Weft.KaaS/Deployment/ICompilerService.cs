namespace Weft.KaaS;

/// <summary>What a deployed body is.</summary>
public enum SourceKind
{
    /// <summary>Text in the .weft language.</summary>
    Weft,

    /// <summary>MLIR text.</summary>
    Mlir,

    /// <summary>A <c>.weftpkg</c>.</summary>
    WeftPackage,
}

/// <summary>
/// The toolchain as the service sees it: source in, verified program or diagnostics out. Called from several threads at once.
/// </summary>
public interface ICompilerService
{
    /// <summary>
    /// Parses, verifies and lowers a source that must be treated as hostile. Bad input is a rejected result, never an exception.
    /// Should stop soon after <paramref name="cancellation"/> is requested.
    /// </summary>
    /// <param name="name">The file's name in diagnostics.</param>
    DeployResult Compile(string name, ReadOnlyMemory<byte> source, SourceKind kind, CancellationToken cancellation);
}
