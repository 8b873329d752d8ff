using System.Collections.Generic;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>An operation that suggests names for its results or block arguments: <c>%c0 = arith.constant 0</c>.</summary>
public interface INamesValues
{
    /// <summary>Suggests names. An empty suggestion leaves the number.</summary>
    void SuggestNames(System.Action<Value, string> suggest);
}

/// <summary>
/// Names for values and blocks, given as MLIR gives them: a region numbers everything in its blocks before anything nested, and
/// nested regions go on from there; siblings start at the same number.
/// </summary>
internal sealed class ValueNames
{
    /// <summary>Stands for a value that is defined outside of what is printed; without a sigil.</summary>
    public const string Unknown = "<<UNKNOWN SSA VALUE>>";

    private readonly Dictionary<Value, string> _values = [];
    private readonly Dictionary<Block, int> _blocks = [];
    private readonly Dictionary<Operation, List<int>> _groups = [];
    private readonly List<string> _numbers = [];
    private readonly Stack<PendingRegion> _pending = new();
    private readonly System.Action<Value, string> _nameResult;
    private readonly Dictionary<Operation, string> _numbered = [];
    private readonly PrintOptions _options;
    private Counters _next;
    private Operation? _root;

    // The operation that suggests names for its results, and what it said so far.
    private Operation? _naming;
    private Scope? _namingScope;
    private List<int>? _namingStarts;

    private record struct Counters(int Value, int Argument, int Conflict);

    private sealed record PendingRegion(Region Region, Counters Next, Scope Scope);

    private sealed class Scope(Scope? parent)
    {
        private HashSet<string>? _used;

        public bool IsUsed(string name) => (_used is not null && _used.Contains(name)) || (parent?.IsUsed(name) ?? false);

        public void Use(string name) => (_used ??= []).Add(name);
    }

    /// <param name="root">The operation that stands alone; later ones come with <see cref="Restart"/>.</param>
    public ValueNames(PrintOptions options, Operation? root = null) => (_options, _root, _nameResult) = (options, root, NameResult);

    /// <summary>Forgets all names. Those inside another operation are given when somebody asks for them.</summary>
    public void Restart(Operation root)
    {
        _values.Clear();
        _blocks.Clear();
        _groups.Clear();
        _next = default;
        _root = root;
    }

    /// <summary>Gives the names, if that is still to be done.</summary>
    public ValueNames Settle()
    {
        if (_root is { } root) NameAll(root);
        _root = null;
        return this;
    }

    private void NameAll(Operation root)
    {
        var top = new Scope(null);
        // The root's regions start from zero, before its own results are numbered.
        foreach (var region in root.Regions) _pending.Push(new(region, default, top));
        NameResults(root, top);
        while (_pending.Count > 0)
        {
            var (region, next, parent) = _pending.Pop();
            // The generic form counts on through the whole file; its regions are visited last to first.
            if (!_options.Generic && !_options.UniqueNames) _next = next;
            var scope = new Scope(parent);
            NameRegion(region, scope);
            foreach (var block in region.Blocks)
                foreach (var op in block.Ops)
                    foreach (var inner in op.Regions)
                        _pending.Push(new(inner, _next, scope));
        }
    }

    /// <summary>The name without its sigil; for a result inside a group <c>name#1</c>.</summary>
    public string this[Value value]
    {
        get
        {
            if (value is not OpResult { Owner.Results.Length: > 1 } result) return Find(value);
            var (start, size) = GroupOf(result);
            var name = Find(result.Owner.Results[start]);
            return size == 1 ? name : $"{name}#{result.Index - start}";
        }
    }

    /// <summary>The number of an operation without results: for comments about users.</summary>
    public string this[Operation op] => _numbered.TryGetValue(op, out var number) ? number : "<<UNKNOWN OP>>";

    public int this[Block block] => _blocks.TryGetValue(block, out var id) ? id : -1;

    /// <summary>The groups of an operation's results: name and size.</summary>
    public IEnumerable<(string Name, int Size)> ResultGroups(Operation op)
    {
        for (var i = 0; i < op.Results.Length;)
        {
            var (start, size) = GroupOf(op.Results[i]);
            yield return (Find(op.Results[start]), size);
            i = start + size;
        }
    }

    private (int Start, int Size) GroupOf(OpResult result)
    {
        var count = result.Owner.Results.Length;
        if (!_groups.TryGetValue(result.Owner, out var starts)) return (0, count);
        var at = starts.Count - 1;
        while (starts[at] > result.Index) at--;
        return (starts[at], (at + 1 < starts.Count ? starts[at + 1] : count) - starts[at]);
    }

    private string Find(Value value) => _values.TryGetValue(value, out var name) ? name : Unknown;

    private void NameRegion(Region region, Scope scope)
    {
        if (!_options.Generic && region.Parent is INamesValues parent)
            parent.SuggestNames((value, name) =>
            {
                if (value is BlockArgument argument && argument.Owner.Parent == region) Name(value, name, scope);
            });
        var nextBlock = 0;
        foreach (var block in region.Blocks)
        {
            _blocks[block] = nextBlock++;
            var isEntry = block.IsEntry;
            foreach (var argument in block.Arguments)
            {
                if (_values.ContainsKey(argument)) continue;
                Name(argument, isEntry ? "arg" + (_next.Argument++).ToString(CultureInfo.InvariantCulture) : "", scope);
            }

            foreach (var op in block.Ops) NameResults(op, scope);
        }
    }

    private void NameResults(Operation op, Scope scope)
    {
        if (op.Results.Length == 0)
        {
            if (_options.ValueUsers) _numbered[op] = Number(_next.Value++);
            return;
        }

        if (!_options.Generic && op is INamesValues naming)
        {
            (_naming, _namingScope, _namingStarts) = (op, scope, null);
            naming.SuggestNames(_nameResult);
            if (_namingStarts is not null)
            {
                _namingStarts.Sort();
                _groups[op] = _namingStarts;
            }

            if (_values.ContainsKey(op.Results[0])) return;
        }

        Name(op.Results[0], "", scope);
    }

    private void NameResult(Value value, string name)
    {
        if (value is not OpResult result || result.Owner != _naming) return;
        Name(value, name, _namingScope!);
        if (result.Index > 0) (_namingStarts ??= [0]).Add(result.Index);
    }

    // Functions count from zero again: the same texts serve all.
    private string Number(int number)
    {
        if (number > _numbers.Count) return number.ToString(CultureInfo.InvariantCulture);
        if (number == _numbers.Count) _numbers.Add(number.ToString(CultureInfo.InvariantCulture));
        return _numbers[number];
    }

    private void Name(Value value, string name, Scope scope)
    {
        if (name.Length == 0)
        {
            _values[value] = Number(_next.Value++);
            return;
        }

        var unique = name;
        while (scope.IsUsed(unique)) unique = $"{name}_{(_next.Conflict++).ToString(CultureInfo.InvariantCulture)}";
        scope.Use(unique);
        _values[value] = unique;
    }
}
