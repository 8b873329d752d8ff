using System.Collections;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>Collects diagnostics in the order in which they were found.</summary>
public sealed class DiagnosticBag : IReadOnlyList<Diagnostic>
{
    private readonly List<Diagnostic> _items = [];

    public int Count => _items.Count;

    public int ErrorCount { get; private set; }

    public bool HasErrors => ErrorCount > 0;

    public Diagnostic this[int index] => _items[index];

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
