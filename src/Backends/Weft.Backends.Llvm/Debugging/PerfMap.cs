using System.Globalization;
using System.Text;

namespace Weft.Backends.Llvm;

/// <summary>
/// The file in which Linux's perf finds the names of code that no file on disk has: a line per function with address, size and name.
/// Others may have written to it; lines are added behind theirs.
/// </summary>
/// <param name="path">Where perf looks: see <see cref="OfProcess"/>.</param>
public sealed class PerfMap(string path)
{
    // All of a process write to one file.
    private static readonly Lock Gate = new();

    public string Path { get; } = path;

    /// <summary>The file of this process. perf looks there, whatever the directory for temporary files is.</summary>
    public static PerfMap OfProcess() => new(string.Create(CultureInfo.InvariantCulture, $"/tmp/perf-{Environment.ProcessId}.map"));

    /// <summary>Names functions. A file that cannot be written stays as it is: the code runs all the same.</summary>
    internal void Add(IEnumerable<(long Address, long Size, string Name)> functions)
    {
        var lines = new StringBuilder();
        foreach (var (address, size, name) in functions) lines.Append(CultureInfo.InvariantCulture, $"{address:x} {size:x} {name}\n");
        lock (Gate)
        {
            try
            {
                File.AppendAllText(Path, lines.ToString());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Profiles have bare addresses then.
            }
        }
    }
}
