using System.Collections;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>Collects diagnostics in the order in which they were found.</summary>
public sealed class DiagnosticBag : IReadOnlyList<Diagnostic>
{
    private readonly List<Diagnostic> _items = [];

    /// <summary>Whether messages about an operation come with a note that shows it.</summary>
    public bool ShowsOperations { get; init; }

    public int Count => _items.Count;

    public int ErrorCount { get; private set; }

    public bool HasErrors => ErrorCount > 0;

    public Diagnostic this[int index] => _items[index];

    /// <summary>An empty one of the same kind: for work whose messages may be dropped or come later.</summary>
    public DiagnosticBag Fork() => new() { ShowsOperations = ShowsOperations };

    public void Add(Diagnostic diagnostic)
    {
        _items.Add(diagnostic);
        if (diagnostic.Severity == Severity.Error) ErrorCount++;
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics) Add(diagnostic);
    }

    /// <summary>Records an error with MLIR's wording. Returns false so that verifiers can write <c>return bag.Error(...)</c>.</summary>
    public bool Error(Location location, string message)
    {
        Add(Diagnostic.Error(location, message));
        return false;
    }

    public IEnumerator<Diagnostic> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
