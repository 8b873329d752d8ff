using System.Globalization;
using System.Text;
using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>
/// Writes one function as LLVM text. Each IR block becomes one or more LLVM blocks: a check ends one and begins the next. Block
/// arguments become phis.
/// </summary>
internal sealed class FunctionEmitter(ModuleEmitter module, FuncOp function, string symbol, Calling calling)
{
    private readonly Dictionary<Value, string> _values = [];
    private readonly Dictionary<Value, MemRefOperand> _memrefs = [];
    private readonly Dictionary<Block, int> _ids = [];
    private readonly Dictionary<AllocOp, string> _alive = [];
    private readonly StringBuilder _entry = new();
    private readonly DebugScope? _debug = module.Debug(function, symbol, calling);
    private StringBuilder _code = new();
    private Block? _block;
    private string _label = "entry";
    private string _attachment = "";
    private int _next;

    public ModuleEmitter Module => module;

    public FuncOp Function => function;

    public Calling Calling => calling;

    public BlockEdges Edges { get; } = new();

    /// <summary>The register with the address of the <see cref="LaunchContext"/>.</summary>
    public string Context => "%ctx";

    /// <summary>What limits the operation that is being written to some lanes.</summary>
    public Value? Mask { get; set; }

    private string ResultType => CallInstructions.ResultType(function.Type.Results, function);

    public string Emit()
    {
        var blocks = function.Body.Blocks;
        for (var i = 0; i < blocks.Count; i++) _ids[blocks[i]] = i;
        var parameters = FunctionArguments.Bind(this);
        foreach (var block in blocks.Where(block => !block.IsEntry)) Edges.Declare(this, block);

        var bodies = new List<(Block Block, StringBuilder Code)>();
        foreach (var block in blocks)
        {
            (_block, _label, _code) = (block, LabelOf(block), new StringBuilder());
            if (block.IsEntry) WriteArguments();
            _attachment = _debug?.Of(function.Location) ?? "";
            if (block.IsEntry && calling == Calling.Launch) module.Globals?.Fill(this);
            if (block.IsEntry && calling == Calling.Direct) CallInstructions.CheckStack(this);
            foreach (var op in block.Ops)
            {
                if (_debug is not null) _attachment = _debug.Of(op.Location);
                Instructions.Emit(this, op);
            }

            bodies.Add((block, _code));
        }

        var text = new StringBuilder();
        var linkage = calling == Calling.Launch ? "" : "internal ";
        text.Append(CultureInfo.InvariantCulture, $"define {linkage}{ResultType} @{symbol}({string.Join(", ", parameters)}) #0");
        text.Append(_debug?.OfFunction).Append(" {\n");
        text.Append("entry:\n").Append(_entry).Append("  br label %b0\n");
        foreach (var (block, code) in bodies)
        {
            text.Append(LabelOf(block)).Append(":\n");
            if (!block.IsEntry) Edges.WritePhis(this, text, block);
            text.Append(code);
        }

        return text.Append("}\n").ToString();
    }

    public string LabelOf(Block block) => string.Create(CultureInfo.InvariantCulture, $"b{_ids[block]}");

    public string Fresh() => string.Create(CultureInfo.InvariantCulture, $"%v{_next++}");

    /// <summary>An instruction without result.</summary>
    public void Line(string instruction) => _code.Append("  ").Append(instruction).Append(_attachment).Append('\n');

    /// <summary>An instruction with a result in a new register.</summary>
    public string Assign(string instruction)
    {
        var name = Fresh();
        Line($"{name} = {instruction}");
        return name;
    }

    /// <summary>A product of 64-bit numbers.</summary>
    public string Multiply(string a, string b) =>
        a == "1" ? b : b == "1" ? a : a == "0" || b == "0" ? "0" : Known(a, b, (x, y) => x * y) ?? Assign($"mul i64 {a}, {b}");

    /// <summary>A sum of 64-bit numbers.</summary>
    public string Add(string a, string b) =>
        a == "0" ? b : b == "0" ? a : Known(a, b, (x, y) => x + y) ?? Assign($"add i64 {a}, {b}");

    private static string? Known(string a, string b, Func<long, long, long> combine) =>
        long.TryParse(a, CultureInfo.InvariantCulture, out var x) && long.TryParse(b, CultureInfo.InvariantCulture, out var y)
            ? LlvmTypes.Extent(combine(x, y)) : null;

    /// <summary>An instruction of the function's entry: what must happen once, such as stack memory.</summary>
    public string AssignInEntry(string instruction)
    {
        var name = Fresh();
        LineInEntry($"{name} = {instruction}");
        return name;
    }

    public void LineInEntry(string instruction) => _entry.Append("  ").Append(instruction).Append('\n');

    /// <summary>Stack memory that holds values, one behind the other, in 8 bytes each.</summary>
    public string Block(IEnumerable<(string Type, string Operand)> values)
    {
        var slots = values.ToList();
        var block = AssignInEntry($"alloca [{Math.Max(1, slots.Count)} x i64], align 8");
        for (var i = 0; i < slots.Count; i++)
        {
            var address = Assign($"getelementptr inbounds i64, ptr {block}, i64 {i}");
            Line($"store {slots[i].Type} {slots[i].Operand}, ptr {address}, align 8");
        }

        return block;
    }

    /// <summary>The operand text of a value: a register or a constant.</summary>
    public string this[Value value] =>
        _values.TryGetValue(value, out var text) ? text
        : value.Def is ConstantOp { Value: IntegerAttr or FloatAttr } constant ? LlvmTypes.Constant(constant.Value)
        : throw new InvalidOperationException($"a value of '{value.Def?.Name}' is used before it was written");

    public void Bind(Value value, string operand) => _values[value] = operand;

    public MemRefOperand MemRef(Value value) => _memrefs[value];

    public void Bind(Value value, MemRefOperand memref) => _memrefs[value] = memref;

    /// <summary>The LLVM type of a value, or an error that names the operation.</summary>
    public string TypeOf(Value value, Operation user) => TypeOf(value.Type, user);

    public string TypeOf(IrType type, Operation user)
    {
        if (LlvmTypes.Register(type) is { } known) return known;
        throw EmissionException.Unsupported(user, $"type '{type}'");
    }

    /// <summary>Where it is kept whether memory has not been freed yet.</summary>
    public string AliveFlag(AllocOp alloc)
    {
        if (!_alive.TryGetValue(alloc, out var flag)) _alive[alloc] = flag = AssignInEntry("alloca i1");
        return flag;
    }

    /// <summary>Goes on only when the condition holds; else records a fault and leaves the function.</summary>
    public void Check(string condition, FaultSite site, string index, string bound)
    {
        var (ok, bad) = (NewLabel(), NewLabel());
        Line($"br i1 {condition}, label %{ok}, label %{bad}, !prof !0");
        Begin(bad);
        Line($"call void @weft.fault(ptr {Context}, i32 {module.SiteId(site)}, i64 {index}, i64 {bound})");
        Leave();
        Begin(ok);
    }

    /// <summary>Leaves the function when the launch was stopped or has faulted.</summary>
    public void Poll()
    {
        var word = Assign($"load atomic i64, ptr {Context} monotonic, align 8");
        var going = Assign($"icmp eq i64 {word}, 0");
        var (ok, stop) = (NewLabel(), NewLabel());
        Line($"br i1 {going}, label %{ok}, label %{stop}, !prof !0");
        Begin(stop);
        Leave();
        Begin(ok);
    }

    // What debuggers show as the function's arguments.
    private void WriteArguments()
    {
        var arguments = function.Body.Entry.Arguments;
        for (var i = 0; _debug is not null && i < arguments.Count; i++)
        {
            var (type, operand) = arguments[i].Type is MemRefType
                ? ("ptr", MemRef(arguments[i]).Pointer) : (TypeOf(arguments[i], function), this[arguments[i]]);
            if (_debug.Argument(function, i, type, operand) is { } record) _code.Append("    ").Append(record).Append('\n');
        }
    }

    // Nobody looks at the results.
    private void Leave() => Line(ResultType == "void" ? "ret void" : $"ret {ResultType} zeroinitializer");

    /// <summary>Remembers where the block ends.</summary>
    public void EndBlock() => Edges.EndAt(_block!, _label);

    public string NewLabel() => string.Create(CultureInfo.InvariantCulture, $"l{_next++}");

    /// <summary>Begins an LLVM block inside the IR block.</summary>
    public void Begin(string label)
    {
        _code.Append(label).Append(":\n");
        _label = label;
    }
}
