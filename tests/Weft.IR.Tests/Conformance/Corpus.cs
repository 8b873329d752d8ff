using System.Diagnostics;
using System.Text.Json;

namespace Weft.IR.Tests.Conformance;

/// <summary>The MLIR conformance corpus that lies beside the project; not part of it, so tests skip where it is absent.</summary>
internal sealed class Corpus
{
    private const string Archive = "shared/conformance/mlir/mlir-corpus.tar.xz";

    private readonly string _folder;

    private Corpus(string folder) => _folder = folder;

    /// <summary>The corpus, unpacked once per user and version; null with the reason when it is not there.</summary>
    public static Corpus? Open(out string reason)
    {
        reason = $"no {Archive} in a folder above the tests";
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var archive = new FileInfo(Path.Combine(folder, Archive));
            if (archive.Exists) return Unpack(archive, out reason);
        }

        return null;
    }

    /// <summary>The ids of all chunks up to a level.</summary>
    public IEnumerable<string> Chunks(string level) =>
        Rows("index.tsv").Where(row => string.CompareOrdinal(row["level"], level) <= 0).Select(row => row["id"]);

    public IEnumerable<Dictionary<string, string>> Invalid(string dialect) =>
        Rows("invalid/index.tsv").Where(row => row["id"].StartsWith(dialect + "/", StringComparison.Ordinal));

    public byte[] Read(string kind, string id) => File.ReadAllBytes(PathOf(kind, id));

    public string Text(string kind, string id) => File.ReadAllText(PathOf(kind, id));

    public string PathOf(string kind, string id) => Path.Combine(_folder, kind, id + ".mlir");

    /// <summary>What a program of the corpus prints.</summary>
    public string Printed(string program) => File.ReadAllText(Path.Combine(_folder, "exec", program + ".out"));

    /// <summary>The rows of the truth table of operations on scalars, under its line of names.</summary>
    public IEnumerable<string> ScalarRows() => File.ReadLines(Path.Combine(_folder, "truth/scalar_ops.tsv")).Skip(1);

    /// <summary>What MLIR's definitions say of a dialect, or of all under a name that begins with an underscore.</summary>
    public JsonDocument Definitions(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, "ods", name + ".json")));

    /// <summary>The lines of an index by the names of its columns.</summary>
    public IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadLines(Path.Combine(_folder, file)).ToList();
        var names = lines[0].Split('\t');
        return lines.Skip(1).Select(line => names.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private static Corpus? Unpack(FileInfo archive, out string reason)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"weft-mlir-corpus-{archive.Length}-{archive.LastWriteTimeUtc.Ticks:x}");
        reason = "tar cannot unpack the corpus";
        if (Directory.Exists(folder)) return new(folder);
        var part = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        try
        {
            using var tar = Process.Start("tar", ["-xJf", archive.FullName, "-C", part]);
            tar.WaitForExit();
            if (tar.ExitCode != 0) return null;
            Directory.Move(part, folder);
            return new(folder);
        }
        catch (Exception mistake) when (mistake is IOException or System.ComponentModel.Win32Exception)
        {
            // Another test run may have been first.
            reason = mistake.Message;
            return Directory.Exists(folder) ? new(folder) : null;
        }
    }
}
