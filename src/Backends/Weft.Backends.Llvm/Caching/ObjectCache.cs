namespace Weft.Backends.Llvm;

/// <summary>
/// Object code on disk, by the hash of everything that it depends on. Any number of processes may share a directory. An entry
/// that was cut short or changed is noticed and dropped; where nothing can be written, nothing is kept and nothing fails. A directory
/// that others than its owner may write to holds nothing: code from there would be theirs.
/// </summary>
/// <param name="directory">Made on first use.</param>
/// <param name="capacity">Bytes to keep; beyond that the entries that were not used for longest go.</param>
public sealed class ObjectCache(string directory, long capacity = ObjectCache.DefaultCapacity)
{
    public const long DefaultCapacity = 256L << 20;

    private readonly ObjectCacheTrimmer _trimmer = new(directory, capacity);

    public string Directory { get; } = directory;

    /// <summary><c>$WEFT_CACHE</c>, or the user's cache folder; null when the user has none.</summary>
    public static string? DefaultDirectory()
    {
        if (Environment.GetEnvironmentVariable("WEFT_CACHE") is { Length: > 0 } chosen) return Path.Combine(chosen, "objects");
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg) return Path.Combine(xdg, "weft", "objects");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 ? Path.Combine(home, ".cache", "weft", "objects") : null;
    }

    /// <summary>The cache in <see cref="DefaultDirectory"/>; null where there is no place to keep anything.</summary>
    public static ObjectCache? OfUser() => DefaultDirectory() is { } directory ? new(directory) : null;

    /// <summary>The object code, or null when there is none that is whole.</summary>
    public ReadOnlyMemory<byte>? TryGet(string key)
    {
        var path = PathOf(key);
        try
        {
            // To be told by an exception takes long, and most are asked for in vain once.
            if (!File.Exists(path) || !IsPrivate) return null;
            var file = File.ReadAllBytes(path);
            if (ObjectCacheEntry.Decode(key, file) is not { } code)
            {
                File.Delete(path);
                return null;
            }

            _trimmer.Touch(path);
            return code;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps the object code, if it can be written. Readers see all of it or nothing.</summary>
    public void Put(string key, ReadOnlySpan<byte> objectCode)
    {
        var path = PathOf(key);
        var temporary = $"{path}.{Environment.ProcessId:x}-{Guid.NewGuid():n}{ObjectCacheTrimmer.TemporarySuffix}";
        try
        {
            MakeDirectory(Directory);
            if (!IsPrivate) return;
            MakeDirectory(Path.GetDirectoryName(path)!);
            var entry = ObjectCacheEntry.Encode(key, objectCode);
            File.WriteAllBytes(temporary, entry);
            File.Move(temporary, path, overwrite: true);
            _trimmer.Added(entry.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
        }
    }

    // Looked at each time: it may be put up, or opened to others, while we run.
    private bool IsPrivate => OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(Directory) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0;

    // A folder per first byte of the key keeps folders small.
    private string PathOf(string key) => Path.Combine(Directory, key[..2], key + ".o");

    // The cache holds code that will be run: only its owner may write there.
    private static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(path);
        else System.IO.Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The trimmer takes it later.
        }
    }
}
