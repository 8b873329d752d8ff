namespace Weft.Runtime;

/// <summary>Why a file cannot be read or written, in few words and without its path, which the message around has.</summary>
public static class FileProblem
{
    /// <summary>Whether an exception is about a file and not about the program.</summary>
    public static bool Is(Exception problem) =>
        problem is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;

    public static string Describe(Exception problem, string path) => problem switch
    {
        _ when Directory.Exists(path) => "it is a directory",
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => $"there is no directory '{Path.GetDirectoryName(path)}'",
        UnauthorizedAccessException => "permission denied",
        _ => problem.Message,
    };
}
