using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>The directory with a server's state, held by one server at a time. Made so that only its owner can read it.</summary>
public sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (DirectoryPath, _lock) = (path, held);

    public string DirectoryPath { get; }

    public string JournalPath => Path.Combine(DirectoryPath, "journal");

    public string TokenPath => Path.Combine(DirectoryPath, "token");

    public ArtefactStore Artefacts => new(Path.Combine(DirectoryPath, "artefacts"));

    /// <summary>Creates the directory if need be and takes it. Throws <see cref="WeftException"/> when another server has it.</summary>
    public static DataDirectory Open(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, OwnerOnly);
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new WeftException(KaasDiagnostics.DataDirectoryFailed.At(default, path, e.Message), e);
        }

        try
        {
            return new(path, new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new WeftException(KaasDiagnostics.DataDirectoryFailed.At(default, path, e.Message), e);
        }
        catch (IOException e)
        {
            throw new WeftException(KaasDiagnostics.DataDirectoryBusy.At(default, path), e);
        }
    }

    public void Dispose() => _lock.Dispose();
}
