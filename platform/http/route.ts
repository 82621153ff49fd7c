import type { Readable } from 'node:stream'
import type { Caller } from '#kernel/policy/caller.ts'
import type { SignedIn } from '#platform/access/sessions.ts'
import type { Read, Statistics, Write } from '#platform/database/transaction.ts'
import type { ObjectOf, Shape, Shapes } from './shape.ts'

/** A file as an answer; its name goes into Content-Disposition. */
export interface FileAnswer {
  fileName: string
  mediaType: string
  body: Readable | Buffer | string
}

/** A file that was sent, not yet read. Reading past the limit throws. */
export interface Upload {
  fileName: string
  mediaType: string
  bytes: AsyncIterable<Buffer>
}

export type Answer = Shape | 'nothing' | 'file'
export type AnswerOf<A extends Answer> = A extends 'nothing'
  ? // biome-ignore lint/suspicious/noConfusingVoidType: a handler without an answer returns nothing
    void
  : A extends 'file'
    ? FileAnswer
    : A extends Shape<infer T>
      ? T
      : never

/** Everything that must or may be said of a route. `caller` and `answer` have no default on purpose. */
export interface Declaration<P extends Shapes, Q extends Shapes, B, A extends Answer> {
  /** One line for the reader of /api/docs. */
  summary: string
  /** 'signed-in' refuses everybody else with 401; 'public' is for what anybody may see. */
  caller: 'signed-in' | 'public'
  params?: P
  query?: Q
  body?: Shape<B>
  answer: A
  /** 200 unless told otherwise; 'nothing' is 204. */
  status?: 200 | 201 | 202
  /** Units of the caller's minute; 1 unless told otherwise. 10 for a search over much, 50 for a document. */
  cost?: number
  /** Takes one file (multipart, field “file”); bytes at most, PALERMO_UPLOAD_MB unless told otherwise. */
  upload?: { bytesMax?: number }
  /** Largest JSON body; 1 MB unless told otherwise. */
  bodyBytesMax?: number
  /** False where a screen asks by itself: such a request does not keep the session alive. */
  extendsSession?: boolean
}

/** What a handler is given: the caller, the checked parts of the request, and transactions that may only read. */
export interface Asked<P extends Shapes = Shapes, Q extends Shapes = Shapes, B = unknown> {
  caller: Caller
  /** The session, for the rooms of the platform; capabilities look at the caller alone. */
  signedIn: SignedIn | undefined
  params: ObjectOf<P>
  query: ObjectOf<Q>
  body: B
  /** Language of the texts in the answer. */
  language: string
  /** Aborted when the caller hangs up. */
  signal: AbortSignal
  read<T>(work: (tx: Read) => Promise<T>): Promise<T>
  /** Reads coded facts; nothing else can be named. */
  statistics<T>(work: (tx: Statistics) => Promise<T>): Promise<T>
}

export interface AskedToWrite<P extends Shapes = Shapes, Q extends Shapes = Shapes, B = unknown>
  extends Asked<P, Q, B> {
  write<T>(work: (tx: Write) => Promise<T>): Promise<T>
  /** The client's id for its act (header Idempotency-Key), so that a retry is harmless; made here when it sent none. */
  actId: string
  /** The version that the client saw (header If-Match), if it said one. */
  expectedVersion: number | undefined
  /**
   * The file of a route declared with `upload`.
   * @throws Rejected when none was sent
   */
  upload(): Promise<Upload>
}

/** Where a capability declares its routes. */
export interface RouteServer {
  /** A route that can only read. POST is for questions that are too private or too long for an address. */
  read<const P extends Shapes, const Q extends Shapes, B, const A extends Answer>(
    method: 'GET' | 'POST',
    path: `/${string}`,
    declaration: Declaration<P, Q, B, A>,
    handle: (asked: Asked<P, Q, B>) => Promise<AnswerOf<A>> | AnswerOf<A>,
  ): void
  /** A route that writes, through acts. */
  write<const P extends Shapes, const Q extends Shapes, B, const A extends Answer>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: `/${string}`,
    declaration: Declaration<P, Q, B, A>,
    handle: (asked: AskedToWrite<P, Q, B>) => Promise<AnswerOf<A>> | AnswerOf<A>,
  ): void
}
