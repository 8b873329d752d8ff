namespace Weft.Runtime;

/// <summary>Writes files so that nobody ever sees half of one: to a temporary file beside the target, which then takes its name.</summary>
public static class FileReplacement
{
    /// <summary>Throws what the file system throws (see <see cref="FileProblem.Is"/>); the target is as it was then.</summary>
    /// <param name="path">An absolute path. A device is written directly, a link stays a link.</param>
    public static void Write(string path, ReadOnlyMemory<byte> bytes)
    {
        if (path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            using var device = new FileStream(path, FileMode.Open, FileAccess.Write);
            device.Write(bytes.Span);
            return;
        }

        if (Directory.Exists(path)) throw new IOException($"'{path}' is a directory");
        var target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        var temporary = $"{target}.{Path.GetRandomFileName()}";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write)) file.Write(bytes.Span);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
