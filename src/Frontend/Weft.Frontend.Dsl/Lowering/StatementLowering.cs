using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Statements of one body. Regions take in and give out what they assign.</summary>
internal sealed class StatementLowering
{
    // Larger local arrays are not put on the stack.
    private const long MaximumStackBytes = 16 * 1024;

    private readonly LoweringState _state;
    private readonly ExpressionLowering _expressions;
    private readonly LoopLowering _loops;
    private readonly bool _isWorkflow;
    private ExitFlags _exits;
    private bool _mayReassociate;
    private Turn? _turn;

    public StatementLowering(LoweringState state, ExitFlags exits, CallableSymbol symbol)
    {
        (_state, _exits, _isWorkflow) = (state, exits, symbol is KernelSymbol { IsWorkflow: true });
        _expressions = new ExpressionLowering(state);
        _loops = new LoopLowering(state, _expressions, mayBeAffine: !_isWorkflow);
        Extents = new ExtentLowering(state, (symbol as KernelSymbol)?.ShapeSymbols ?? []);
    }

    public ExtentLowering Extents { get; }

    public void Emit(BoundBlock block)
    {
        var arrays = new List<Value>();
        Emit(block.Statements, arrays);
        foreach (var array in arrays) _state.Insert(new DeallocOp(array));
    }

    private void Emit(ImmutableArray<BoundStatement> statements, List<Value> arrays)
    {
        for (var i = 0; i < statements.Length; i++)
        {
            Emit(statements[i], arrays);
            var exits = ExitAnalysis.Of(statements[i]);
            if (exits == Exits.None || i + 1 == statements.Length) continue;
            // What follows a possible jump runs only when none was taken.
            var rest = new BoundBlock(statements[(i + 1)..], statements[i + 1].Location);
            Branch(_state.Not(AnySet(exits)), rest, null);
            return;
        }
    }

    private void Emit(BoundStatement statement, List<Value> arrays)
    {
        _state.Builder.Location = statement.Location;
        switch (statement)
        {
            case BoundBlock block: Emit(block); break;
            case BoundDeclaration declaration: Declare(declaration, arrays); break;
            case BoundAssignment assignment: Assign(assignment); break;
            case BoundStore store when _state.AtomicStores.Contains(store): new UpdateLowering(_state, _expressions).Emit(store); break;
            case BoundStore store: Store(store); break;
            case BoundSliceStore store: WritePart(store); break;
            case BoundIf branch: Branch(_expressions.Emit(branch.Condition), branch.Then, branch.Else); break;
            case BoundWhile loop: While(() => _expressions.Emit(loop.Condition), loop.Body, null, () => { }); break;
            case BoundFor loop when !_isWorkflow && new StructuredLowering(_state, _expressions).TryEmit(loop): break;
            case BoundFor loop: For(loop); break;
            case BoundBreak: _state[_exits.Break!] = _state.Bool(true); break;
            case BoundContinue: _state[_exits.Continue!] = _state.Bool(true); break;
            case BoundReturn exit: Return(exit); break;
            case BoundAssert assert: _state.Insert(new AssertOp(assert.Message, _expressions.Emit(assert.Condition))); break;
            case BoundKernelCall call: new CallLowering(_state, _expressions, this).Emit(call, _isWorkflow, arrays); break;
            default: throw new ArgumentException($"'{statement.GetType().Name}' cannot be lowered", nameof(statement));
        }
    }

    /// <summary>Makes a local array of zeros.</summary>
    public Value Allocate(VariableSymbol variable, List<Value> arrays)
    {
        var type = TypeLowering.Array((ArrayType)variable.Type);
        var name = new StringAttr(variable.Name);
        if (type.HasStaticShape && type.ElementCount <= MaximumStackBytes / 8)
        {
            var local = _state.Insert(new AllocaOp([], [], type));
            local.SetAttribute(KernelAttributes.Name, name);
            return local.Memref;
        }

        var sizes = ((ArrayType)variable.Type).Dimensions.Where(d => d is not ShapeExpr.Literal).Select(Extents.Emit).ToList();
        var array = _state.Insert(new AllocOp(sizes, [], type));
        array.SetAttribute(KernelAttributes.Name, name);
        arrays.Add(array.Memref);
        return array.Memref;
    }

    /// <summary>What a variable of a workflow, or a number, is before it is assigned.</summary>
    public Value Zeros(VariableSymbol variable)
    {
        var zero = _state.Add(TypeLowering.Zero(variable.Element));
        if (variable.Type is not ArrayType array) return zero;
        var sizes = array.Dimensions.Where(d => d is not ShapeExpr.Literal).Select(Extents.Emit).ToList();
        return _state.Add(new TensorSplatOp(zero, sizes, TypeLowering.Value(variable)));
    }

    private void Declare(BoundDeclaration declaration, List<Value> arrays)
    {
        var variable = declaration.Variable;
        if (declaration.Initializer is { } initializer)
        {
            var value = (_isWorkflow ? null : _expressions.Affine.Apply(initializer)) ?? _expressions.Emit(initializer);
            if (initializer.Type is ArrayType given) Extents.Check(value, given, variable);
            _state[variable] = Extents.Fit(value, variable);
        }
        else
        {
            _state[variable] = variable.IsArray && !_isWorkflow ? Allocate(variable, arrays) : Zeros(variable);
        }
    }

    private void Assign(BoundAssignment assignment)
    {
        var value = _expressions.Emit(assignment.Value);
        if (_mayReassociate && IsAccumulation(assignment)) ((IFastMath)value.Def!).Fastmath = FastMath.Reassoc;
        _state[assignment.Variable] = Extents.Fit(value, assignment.Variable);
    }

    // s += x, s -= x, s *= x of floats: whose order a loop marked 'reassociate' leaves open.
    private static bool IsAccumulation(BoundAssignment assignment) => assignment.Value
        is BoundBinary { Kind.IsFloat: true, Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } sum
        && sum.Left is BoundVariable { Variable: var accumulator } && accumulator == assignment.Variable;

    private void Store(BoundStore store)
    {
        var place = _expressions.Affine.MapOf(store.Subscripts);
        var subscripts = place is null ? store.Subscripts.Select(_expressions.Emit).ToList() : [];
        var (value, array) = (_expressions.Emit(store.Value), _state[store.Array]);
        _state.Builder.Location = store.Location;
        _state.Insert(place is null ? new StoreOp(value, array, subscripts) : (Operation)new AffineStoreOp(value, array, place));
    }

    private void WritePart(BoundSliceStore store)
    {
        if (_turn is { } turn && turn.Shared.TryGetValue(store.Array, out var shared)) _expressions.Slices.Write(store, shared, turn.End);
        else _state[store.Array] = _expressions.Slices.Write(store);
    }

    private void Return(BoundReturn exit)
    {
        _state.Assign(_exits.Values, [.. exit.Values.Select(_expressions.Emit)]);
        _state[_exits.Return] = _state.Bool(true);
    }

    /// <summary>What a statement changes: variables declared outside it, and the flags of its exits.</summary>
    private List<VariableSymbol> Changed(BoundStatement statement)
    {
        var assigned = AssignedVariables.Of(statement);
        // In a workflow an array is a value; in a kernel its elements change in place.
        var variables = _isWorkflow ? assigned.Variables.Concat(assigned.Arrays) : assigned.Variables;
        return [.. variables.Concat(_exits.Of(ExitAnalysis.Of(statement))).Where(_state.Knows).Distinct()];
    }

    private Value AnySet(Exits exits) =>
        _exits.Of(exits).Except(_exits.Values).Select(f => _state[f]).Aggregate((a, b) => _state.Add(new OrIOp(a, b)));

    private void Branch(Value condition, BoundBlock then, BoundBlock? otherwise)
    {
        var changed = otherwise is null ? Changed(then) : [.. Changed(then).Union(Changed(otherwise))];
        var op = _state.Insert(new IfOp(condition, [.. _state.Of(changed).Select(v => v.Type)]));
        Region(op.ThenRegion, then, changed);
        if (otherwise is not null || changed.Count > 0) Region(op.ElseRegion, otherwise, changed);
        _state.Assign(changed, op.Results.ToArray());
    }

    private void Region(Region region, BoundBlock? body, List<VariableSymbol> changed) => _state.Inside(region.AddBlock(), () =>
    {
        if (body is not null) Emit(body);
        _state.Insert(new YieldOp(_state.Of(changed)));
    });

    private void For(BoundFor loop)
    {
        var outer = _mayReassociate;
        _mayReassociate |= loop.Kind == LoopKind.Reassociate;
        if (loop.Kind == LoopKind.Parallel && _isWorkflow) FanOut(FanOutNest.Of(loop));
        else if (loop.Kind is LoopKind.Parallel or LoopKind.Declared) Parallel(loop);
        else if ((ExitAnalysis.Of(loop.Body) & (Exits.Break | Exits.Return)) == 0) Counted(loop);
        else CountedWhile(loop);
        _mayReassociate = outer;
    }

    private void Counted(BoundFor loop)
    {
        var outer = EnterLoop(loop.Body);
        var changed = Changed(loop.Body);
        var range = new BoundRange(loop.Index, loop.Lower, loop.Upper);
        var last = _loops.Count(range, loop.Step, loop.Kind, _state.Of(changed), values =>
        {
            _state.Assign(changed, values);
            Body(loop.Body);
            return _state.Of(changed);
        });
        _exits = outer;
        _state.Assign(changed, last);
    }

    private void Parallel(BoundFor loop)
    {
        var outer = EnterLoop(loop.Body);
        _loops.Parallel(loop, () => Body(loop.Body));
        _exits = outer;
    }

    // What turns write are parts of arrays that they share.
    private void FanOut(FanOutNest nest)
    {
        var loops = nest.Loops;
        var bounds = loops.Select(loop => _loops.Bounds(loop.Lower, loop.Upper, loop.Step)).ToList();
        var arrays = AssignedVariables.Of(nest.Body).Arrays.Where(_state.Knows).ToList();
        var (low, lowValues) = Mixed(bounds.Select(b => b.Lower));
        var (high, highValues) = Mixed(bounds.Select(b => b.Upper));
        var (stride, strideValues) = Mixed(bounds.Select(b => b.Step));
        var (inits, types) = (_state.Of(arrays), _state.Of(arrays).Select(v => v.Type).ToArray());
        var op = _state.Insert(new ForallOp(low, high, stride, lowValues, highValues, strideValues, inits, types));
        var body = op.Body.AddBlock([.. loops.Select(_ => IndexType.Instance), .. types]);
        var (outer, end) = (_turn, InParallelOp.WithBody(nest.Body.Location));
        _turn = new(arrays.Zip(body.Arguments.Skip(loops.Length)).ToDictionary(pair => pair.First, pair => (Value)pair.Second), end);
        _state.Inside(body, () =>
        {
            _state.Assign(loops.Select(loop => loop.Index), body.Arguments);
            Emit(nest.Body);
            _state.Insert(end);
        });
        _turn = outer;
        _state.Assign(arrays, op.Results.ToArray());

        static (Sequence<long>, List<Value>) Mixed(IEnumerable<Value> values) =>
            MixedIndex.Split([.. values.Select(value => new MixedIndex(value).Folded)]);
    }

    // A turn of a parallel loop of a workflow: what it has of the arrays that it shares with others, and where it puts its parts.
    private sealed record Turn(Dictionary<VariableSymbol, Value> Shared, InParallelOp End);

    // for with a way out -> while (i < upper) { body; i += step }
    private void CountedWhile(BoundFor loop)
    {
        var (lower, upper, step) = _loops.Bounds(loop.Lower, loop.Upper, loop.Step);
        _state[loop.Index] = lower;
        While(
            () => _state.Add(new CmpIOp(CmpIPredicate.Slt, _state[loop.Index], upper)),
            loop.Body,
            loop.Index,
            () => _state[loop.Index] = _state.Add(new AddIOp(_state[loop.Index], step)));
    }

    private void While(Func<Value> condition, BoundBlock body, VariableSymbol? counter, Action next)
    {
        var outer = EnterLoop(body);
        var exits = ExitAnalysis.Of(body) & ~Exits.Continue;
        var changed = Changed(body);
        if (counter is not null) changed.Add(counter);
        var types = _state.Of(changed).Select(v => v.Type).ToArray();
        var op = _state.Insert(new WhileOp(_state.Of(changed), types));
        var before = op.Before.AddBlock(types);
        _state.Inside(before, () =>
        {
            _state.Assign(changed, before.Arguments);
            var go = exits == Exits.None ? condition() : Unless(AnySet(exits), condition);
            _state.Insert(new ConditionOp(go, _state.Of(changed)));
        });
        var after = op.After.AddBlock(types);
        _state.Inside(after, () =>
        {
            _state.Assign(changed, after.Arguments);
            Body(body);
            next();
            _state.Insert(new YieldOp(_state.Of(changed)));
        });
        _exits = outer;
        _state.Assign(changed, op.Results.ToArray());
    }

    // The condition is not evaluated again after a jump.
    private Value Unless(Value left, Func<Value> condition)
    {
        var op = _state.Insert(new IfOp(left, [IntegerType.I1]));
        _state.Inside(op.ThenRegion.AddBlock(), () => _state.Insert(new YieldOp([_state.Bool(false)])));
        _state.Inside(op.ElseRegion.AddBlock(), () => _state.Insert(new YieldOp([condition()])));
        return op.Results[0];
    }

    private ExitFlags EnterLoop(BoundBlock body)
    {
        var outer = _exits;
        _exits = outer.InLoop(ExitAnalysis.Of(body));
        if (_exits.Break is { } flag) _state[flag] = _state.Bool(false);
        return outer;
    }

    // A continue is forgotten at the end of its turn: the loop does not carry it.
    private void Body(BoundBlock body)
    {
        if (_exits.Continue is { } flag) _state[flag] = _state.Bool(false);
        Emit(body);
    }
}
