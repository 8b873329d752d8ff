using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// What analyses found out about one operation, kept until a pass makes it untrue: after each pass all is forgotten but what it
/// said it preserves. One thread works on an operation at a time; different nested ones may be worked on at once.
/// </summary>
public sealed class AnalysisManager
{
    private readonly Dictionary<Type, object> _known = [];
    private readonly HashSet<Type> _preserved = [];
    private readonly Dictionary<Operation, AnalysisManager> _nested = [];
    private bool _allArePreserved;

    /// <summary>The analysis, made when it is not known.</summary>
    public T Get<T>(Func<T> make) where T : class
    {
        if (_known.TryGetValue(typeof(T), out var known)) return (T)known;
        var made = make();
        _known.Add(typeof(T), made);
        return made;
    }

    /// <summary>What is known about an operation inside this one.</summary>
    public AnalysisManager Of(Operation nested)
    {
        lock (_nested)
        {
            if (_nested.TryGetValue(nested, out var known)) return known;
            var made = new AnalysisManager();
            _nested.Add(nested, made);
            return made;
        }
    }

    /// <summary>Said by a pass: this analysis is still true.</summary>
    public void Preserve<T>() => _preserved.Add(typeof(T));

    /// <summary>Said by a pass that changed nothing.</summary>
    public void PreserveAll() => _allArePreserved = true;

    /// <summary>Forgets what the pass that ended did not preserve.</summary>
    public void EndPass()
    {
        if (!_allArePreserved) Keep(_preserved);
        _preserved.Clear();
        _allArePreserved = false;
    }

    private void Keep(HashSet<Type> preserved)
    {
        foreach (var type in _known.Keys.Where(type => !preserved.Contains(type)).ToList()) _known.Remove(type);
        if (preserved.Count == 0) _nested.Clear();
        foreach (var nested in _nested.Values) nested.Keep(preserved);
    }
}
