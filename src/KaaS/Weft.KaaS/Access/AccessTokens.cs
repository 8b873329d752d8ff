using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>What a token's holder may do.</summary>
public enum AccessScope
{
    /// <summary>Nothing: the token is not known.</summary>
    None,

    /// <summary>Look and invoke.</summary>
    Invoke,

    /// <summary>Also deploy and undeploy.</summary>
    Admin,
}

/// <summary>
/// The tokens that a server accepts, from a file with one per line: the token, then optionally <c>admin</c> (the default) or <c>invoke</c>;
/// <c>#</c> starts a comment. Only their hashes are kept.
/// </summary>
public sealed class AccessTokens
{
    // A token shows what it is, and a command line never takes it for an option.
    private const string Prefix = "weft_";

    private const int TokenBytes = 32;
    private const int LeastLength = 16;
    private const int MostLength = 256;

    private readonly ImmutableArray<(byte[] Hash, AccessScope Scope)> _tokens;

    private AccessTokens(
        ImmutableArray<(byte[] Hash, AccessScope Scope)> tokens, string first, bool isNew, ImmutableArray<Diagnostic> warnings) =>
        (_tokens, First, IsNew, Warnings) = (tokens, first, isNew, warnings);

    /// <summary>The file's first token, for the server's owner.</summary>
    public string First { get; }

    /// <summary>The file was not there and has been written with one new token.</summary>
    public bool IsNew { get; }

    public ImmutableArray<Diagnostic> Warnings { get; }

    /// <summary>Reads the file, or writes it with a new token of 256 random bits when there is none.</summary>
    public static AccessTokens Open(string path)
    {
        try
        {
            var isNew = !File.Exists(path);
            if (isNew) Create(path);
            var lines = ReadLines(path).ToList();
            if (lines.Count == 0) throw Bad(path, "it has no token; delete it to have one made");
            return new([.. lines.Select(words => Parse(path, words))], lines[0][0], isNew, WarningsAbout(path));
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new WeftException(KaasDiagnostics.BadTokenFile.At(default, path, FileProblem.Describe(e, path)), e);
        }
    }

    /// <summary>The file's first token, for clients of its owner; null when it has none. Throws what the file system throws.</summary>
    public static string? ReadFirst(string path) => ReadLines(path).FirstOrDefault()?[0];

    /// <summary>Whether the text can travel as a token: visible ASCII characters.</summary>
    public static bool IsSendable(string token) => token.All(c => c is > ' ' and <= '~');

    /// <summary>What the token allows. Takes the same time whichever token it is and however much of it is right.</summary>
    public AccessScope ScopeOf(ReadOnlySpan<char> token)
    {
        Span<byte> bytes = stackalloc byte[MostLength];
        if (!Encoding.UTF8.TryGetBytes(token, bytes, out var length)) return AccessScope.None;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], hash);
        var scope = AccessScope.None;
        foreach (var known in _tokens)
            if (CryptographicOperations.FixedTimeEquals(hash, known.Hash) && known.Scope > scope) scope = known.Scope;
        return scope;
    }

    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes($"{Prefix}{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes))}\n"));
        file.Flush(flushToDisk: true);
    }

    private static IEnumerable<string[]> ReadLines(string path) => File.ReadLines(path)
        .Select(line => line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0);

    private static (byte[] Hash, AccessScope Scope) Parse(string path, string[] words)
    {
        var scope = words switch
        {
            [_] or [_, "admin"] => AccessScope.Admin,
            [_, "invoke"] => AccessScope.Invoke,
            _ => throw Bad(path, "a line is a token, then optionally 'admin' or 'invoke'"),
        };
        if (words[0].Length is < LeastLength or > MostLength || !IsSendable(words[0]))
            throw Bad(path, $"a token has {LeastLength} to {MostLength} visible ASCII characters");
        return (SHA256.HashData(Encoding.UTF8.GetBytes(words[0])), scope);
    }

    private static ImmutableArray<Diagnostic> WarningsAbout(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0
            ? [KaasDiagnostics.TokenFileReadable.At(default, path)] : [];
    }

    private static WeftException Bad(string path, string problem) => new(KaasDiagnostics.BadTokenFile.At(default, path, problem));
}
